using System.Collections.Immutable;

namespace RunkonFlow.Typed;

/// <summary>One durable operation of a flow: one call site. Those of a sub-flow appear once per call site of it, as <c>call/node</c>.</summary>
public sealed class NodeDefinition
{
    private string _id = "";

    /// <summary>Its id, unique in the definition; half of the key of its rows.</summary>
    public required string Id { get => _id; init => _id = value; }

    /// <summary>Ids that it had in shipped versions: rows under them are its own.</summary>
    public ImmutableArray<string> FormerIds { get; init; } = [];

    /// <summary>What <see cref="StepId"/> was in shipped versions.</summary>
    public ImmutableArray<string> FormerStepIds { get; init; } = [];

    /// <summary>What it does.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>
    /// The id of the step, gate, signal or child workflow; for the flow's own words <c>delay</c>, <c>until</c>, <c>parallel</c>,
    /// <c>race</c>, <c>for-each</c>.
    /// </summary>
    public required string StepId { get; init; }

    /// <summary>How failed attempts are repeated.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>How long one attempt may take, or a gate or signal is waited for; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The step is never repeated.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>The step writes in a transaction of the store, and its end is committed with that: it happens exactly once.</summary>
    public bool IsTransactional { get; init; }

    /// <summary>The step changes the world outside.</summary>
    public bool Commits { get; init; }

    /// <summary>Evaluating the arguments again yields the same, so a run may start with this node without a commit for them.</summary>
    public bool ArgumentsArePlain { get; init; }

    /// <summary>The node stands in a <c>finally</c>: a cancel does not reach it.</summary>
    public bool IsInFinalizer { get; init; }

    /// <summary>For a gate: what it asks for.</summary>
    public GateDefinition? Gate { get; init; }

    /// <summary>For a step: what undoes it.</summary>
    public CompensationDefinition? Compensation { get; init; }

    /// <summary>For a step: what a dry run does in its place.</summary>
    public DryRunMode DryRun { get; init; }

    /// <summary>For a step: its limits; <see cref="Machines.FlowFrame.LimitKeyOf"/> says what is limited.</summary>
    public ImmutableArray<LimitDefinition> Limits { get; init; } = [];

    /// <summary>For a child: what becomes of it when the run is cancelled.</summary>
    public OnParentCancel OnParentCancel { get; init; }

    /// <summary>In a <see cref="Flow.Forever"/> loop: the place in the node's path, from 1, that holds its round; 0 outside.</summary>
    public int RoundDepth { get; init; }

    /// <summary>The parallel, race or fan-out around the node, as its index; 0 for none.</summary>
    public int Group { get; init; }

    /// <summary>Whether rows under an id are of this node.</summary>
    internal bool IsCalled(string id) => id == _id || FormerIds.Contains(id);

    /// <summary>The same node under an id that it had: an operation ends under the id under which it began.</summary>
    internal NodeDefinition StoredAs(string formerId)
    {
        var stored = (NodeDefinition)MemberwiseClone();
        stored._id = formerId;
        return stored;
    }
}
