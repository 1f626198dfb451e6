namespace RunkonFlow.Typed;

/// <summary>A gate with options.</summary>
/// <typeparam name="TOption">An enum, or text.</typeparam>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The gate's id.</param>
public sealed record GateHandle<TOption>(string Workflow, string Id) : GateHandle(Workflow, Id) where TOption : notnull;
