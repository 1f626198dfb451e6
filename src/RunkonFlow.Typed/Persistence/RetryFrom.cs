using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// Where a failed run that is retried goes on, when not where it failed. What it had done from there on is archived and done anew:
/// gates are asked again, children and items started again, and steps have idempotency keys of their own. Signals that were taken
/// are not given again.
/// </summary>
/// <example><code>await client.RetryAsync(runId, RetryFrom.Operation("charge-card"));</code></example>
public sealed record RetryFrom
{
    private RetryFrom(string? nodeId, IterationPath? path) => (NodeId, Path) = (nodeId, path);

    /// <summary>The flow's start, with the input of the run.</summary>
    public static RetryFrom Start { get; } = new(null, null);

    /// <summary>The operation; null for the flow's start.</summary>
    public string? NodeId { get; }

    /// <summary>The rounds of the loops around the operation; null for its latest execution.</summary>
    public IterationPath? Path { get; }

    /// <summary>
    /// An operation of the flow or a sub-flow, with the locals as they stood when it began. Needs a workflow that says
    /// <see cref="WorkflowAttribute.KeepsFrames"/>. One that stands in a branch cannot be retried by itself: name the parallel.
    /// </summary>
    /// <param name="nodeId">The operation's id, as its rows show it.</param>
    /// <param name="path">The rounds of the loops around it; null for its latest execution.</param>
    public static RetryFrom Operation(string nodeId, IterationPath? path = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeId);
        return new(nodeId, path);
    }
}
