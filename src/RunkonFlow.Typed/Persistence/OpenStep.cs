using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>A step row that a claim brings.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Path">The rounds around it.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Position">Its order in the run.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="DueAt">When it is due, or its deadline.</param>
/// <param name="ErrorType">The failure's type, of an ended attempt.</param>
public readonly record struct OpenStep(
    string NodeId, IterationPath Path, int Attempt, int Position, StepStatus Status, DateTimeOffset? DueAt, string? ErrorType);
