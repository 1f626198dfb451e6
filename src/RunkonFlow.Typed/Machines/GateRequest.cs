namespace RunkonFlow.Typed.Machines;

/// <summary>What a gate asks, with the arguments of its call.</summary>
/// <param name="Prompt">The question; null for none.</param>
/// <param name="Assignee">Who is asked; null for nobody in particular.</param>
/// <param name="Options">The values that may be selected; null when the gate has no options.</param>
public readonly record struct GateRequest(string? Prompt, string? Assignee, IReadOnlyList<string>? Options);
