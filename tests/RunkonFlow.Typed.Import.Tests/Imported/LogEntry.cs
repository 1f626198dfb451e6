namespace Studio.Workflows;

/// <summary>One result in a run.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Result">What it came to.</param>
public sealed record LogEntry(string Step, StepResult Result);
