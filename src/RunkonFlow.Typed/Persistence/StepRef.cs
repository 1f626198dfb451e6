using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>The key of a step row within its run.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Path">The rounds around it.</param>
/// <param name="Attempt">The attempt.</param>
public readonly record struct StepRef(string NodeId, IterationPath Path, int Attempt);
