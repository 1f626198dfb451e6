namespace RunkonFlow.Typed.Client;

/// <summary>Where a run stands with a node of its graph: with its latest execution, where there are several.</summary>
public enum GraphNodeStatus : byte
{
    /// <summary>The run has not come to it.</summary>
    NotReached,

    /// <summary>It goes on as soon as a worker takes the run.</summary>
    Pending,

    /// <summary>It is under way; for a fan-out, its items are.</summary>
    Running,

    /// <summary>It waits for what <see cref="RunGraphNode.WaitsFor"/> says.</summary>
    Waiting,

    /// <summary>An attempt has failed; the next is made at <see cref="RunGraphNode.DueAt"/>.</summary>
    Retrying,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>Ended by its deadline.</summary>
    TimedOut,

    /// <summary>Ended by a failure that a handler of the flow took.</summary>
    Tolerated,

    /// <summary>Left out.</summary>
    Skipped,

    /// <summary>Ended by a cancellation.</summary>
    Cancelled,

    /// <summary>It runs once for each item, in the item's own run: the fan-out around it has the counts.</summary>
    PerItem,
}
