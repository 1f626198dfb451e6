namespace RunkonFlow.Typed.Persistence;

/// <summary>How far a fan-out is; exact, and counted in the transactions that change it.</summary>
/// <param name="Total">Items in all.</param>
/// <param name="Running">Items that run.</param>
/// <param name="Completed">Items that ended well.</param>
/// <param name="Failed">Items that failed.</param>
/// <param name="Skipped">Items that were left out.</param>
public readonly record struct FanOutCounts(int Total, int Running, int Completed, int Failed, int Skipped)
{
    /// <summary>No item is pending or running.</summary>
    public bool IsOver => Completed + Failed + Skipped == Total;
}
