namespace RunkonFlow.Typed;

/// <summary>How an item of a fan-out ended.</summary>
public enum ItemStatus : byte
{
    /// <summary>Its body returned.</summary>
    Completed,

    /// <summary>Its body failed for good.</summary>
    Failed,

    /// <summary>It was left out: another item's failure, or a cancellation, came first.</summary>
    Skipped,
}
