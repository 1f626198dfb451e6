using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>What a long step has saved on its way, for its next attempt.</summary>
/// <param name="NodeId">The step's node.</param>
/// <param name="Path">The rounds around it.</param>
/// <param name="Json">The value; in a commit, empty to remove it.</param>
public readonly record struct SavedProgress(string NodeId, IterationPath Path, ReadOnlyMemory<byte> Json);
