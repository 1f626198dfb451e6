namespace RunkonFlow.Typed;

/// <summary>What a node does.</summary>
public enum NodeKind : byte
{
    /// <summary>The unused node at index 0.</summary>
    None,

    /// <summary>A step.</summary>
    Step,

    /// <summary>A durable timer.</summary>
    Timer,
}

/// <summary>One durable operation of a flow: one call site. Those of a sub-flow appear once per call site of it, as <c>call/node</c>.</summary>
public sealed class NodeDefinition
{
    /// <summary>Its id, unique in the definition; half of the key of its rows.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>The id of the step that it calls; for a timer <c>delay</c> or <c>until</c>.</summary>
    public required string StepId { get; init; }

    /// <summary>How failed attempts are repeated.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>How long one attempt may take, or null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The step is never repeated.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>The step changes the world outside.</summary>
    public bool Commits { get; init; }

    /// <summary>Evaluating the arguments again yields the same, so a run may start with this node without a commit for them.</summary>
    public bool ArgumentsArePlain { get; init; }

    /// <summary>The node stands in a <c>finally</c>: a cancel does not reach it.</summary>
    public bool IsInFinalizer { get; init; }
}
