namespace RunkonFlow.Typed.InMemory;

/// <summary>How much an in-memory store keeps.</summary>
public sealed class InMemoryPersistenceOptions
{
    /// <summary>
    /// How many runs that have ended are kept, at least 0. Beyond it the trees of runs that ended first are forgotten, as by a
    /// purge; active and parked runs never are. Unless it is 0, the tree that ended last stays even if it is larger.
    /// </summary>
    public int RetainFinishedRuns { get; set; } = 10_000;
}
