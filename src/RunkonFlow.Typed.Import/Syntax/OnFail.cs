namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>What happens when the last attempt has failed.</summary>
/// <param name="Agent">The agent that is called; null to go on as if the step had been left out.</param>
internal sealed record OnFail(AgentName? Agent);
