namespace RunkonFlow.Typed.Persistence;

/// <summary>A large value of a run's frame, stored apart and referred to by its number.</summary>
/// <param name="Id">Its number, unique in the run while the frame refers to it.</param>
/// <param name="Json">The value.</param>
public readonly record struct StoredValue(int Id, ReadOnlyMemory<byte> Json);
