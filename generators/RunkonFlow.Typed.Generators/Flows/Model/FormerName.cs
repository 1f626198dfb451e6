namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>The name that something had in a shipped version, and its name now.</summary>
internal sealed record FormerName(string Old, string New);
