using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// A fan-out that a commit begins: its items are stored at once, each to be run by a run of its own. The store hands them out:
/// the transaction that ends an item's run ends the item, skips what the policy says, creates the runs of the next ready items,
/// and wakes the fan-out's run when none is pending or running.
/// </summary>
/// <remarks>
/// The row of the key (node, path, attempt) stands in the same commit. An item is ready when all items on which it depends have
/// completed; at most <see cref="MaxParallel"/> run at once; ready ones are begun in order. An item's run is a child of the
/// fan-out's run: it has its namespace, queue, priority, trace and dry run, and depth, root and parent node like any child.
/// The item's run fails: the item is failed. It is cancelled: the item is skipped.
/// <para>
/// An item that can never be ready, because one on which it depends has failed or was skipped, is skipped under every policy; so
/// <see cref="OnItemFailure.Continue"/> and <see cref="OnItemFailure.SkipDependents"/> are one here, and a committer that wants an
/// item to run whatever came of another leaves that dependency out. A cancelled item halts nothing. A fan-out in which nothing is
/// left to run when it begins, with no items or only completed ones, wakes its run in the same commit.
/// </para>
/// <para>
/// A retry of an item's failed run while the fan-out is not over makes the item running again; what was skipped because of its
/// failure stays skipped. When the run ends, pending items are skipped and the runs of running ones asked to cancel. Its step row
/// shows <see cref="WorkflowRunStep.Items"/>; after a move to another attempt only the new row does. Items of a fan-out cannot be
/// written by <see cref="RunCommit.Items"/> or by name.
/// </para>
/// </remarks>
public sealed class FanOutStart
{
    /// <summary>The fan-out's node.</summary>
    public required string NodeId { get; init; }

    /// <summary>The rounds around it.</summary>
    public required IterationPath Path { get; init; }

    /// <summary>The attempt whose row the items belong to.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// The attempt that failed before: its items move here. Completed ones stay completed, the others become pending again, each
    /// with a fresh run whose id the store derives, and <see cref="Items"/> is empty. That attempt must be over. 0 for a new fan-out.
    /// </summary>
    public int PreviousAttempt { get; init; }

    /// <summary>How many run at once; 0 for no limit.</summary>
    public int MaxParallel { get; init; }

    /// <summary>What happens when an item has failed.</summary>
    public OnItemFailure OnFailure { get; init; }

    /// <summary>The workflow of the items' runs.</summary>
    public required string WorkflowName { get; init; }

    /// <summary>Its version.</summary>
    public required int WorkflowVersion { get; init; }

    /// <summary>Its title.</summary>
    public required string WorkflowTitle { get; init; }

    /// <summary>
    /// The node whose item frame the runs execute (<see cref="ClaimedRun.ItemNode"/>); empty when each runs the whole workflow.
    /// </summary>
    public string ItemNode { get; init; } = "";

    /// <summary>The items, in order.</summary>
    public required IReadOnlyList<FanOutItemStart> Items { get; init; }
}
