namespace RunkonFlow.Typed.Persistence;

/// <summary>How far an attempt is, as its body said last.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when the body does not know.</param>
public readonly record struct StepProgress(long Done, long Total);
