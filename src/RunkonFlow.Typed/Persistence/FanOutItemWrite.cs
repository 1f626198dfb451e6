namespace RunkonFlow.Typed.Persistence;

/// <summary>A change of one fan-out item.</summary>
/// <param name="ItemId">The item's row id.</param>
/// <param name="Status">The status that it is to have: <see cref="FanOutItemStatus.Running"/> or a terminal one.</param>
/// <param name="ChildRunId">For running: the child run's id, empty for a step's body.</param>
public readonly record struct FanOutItemWrite(long ItemId, FanOutItemStatus Status, string? ChildRunId = null)
{
    /// <summary>The item runs, in the child run given.</summary>
    public static FanOutItemWrite Running(long itemId, string childRunId = "") => new(itemId, FanOutItemStatus.Running, childRunId);

    /// <summary>The item has ended.</summary>
    /// <exception cref="ArgumentException">The status is not terminal.</exception>
    public static FanOutItemWrite Terminal(long itemId, FanOutItemStatus status)
        => status.IsTerminal() ? new(itemId, status) : throw new ArgumentException($"'{status.ToText()}' does not end an item; use completed, failed or skipped.", nameof(status));
}
