namespace RunkonFlow.Typed;

/// <summary>What a node of a graph stands for.</summary>
public enum GraphNodeKind : byte
{
    /// <summary>Where the flow, or a sub-flow, begins.</summary>
    Start,

    /// <summary>Where the flow, or a sub-flow, ends.</summary>
    End,

    /// <summary>A step.</summary>
    Step,

    /// <summary>A durable timer.</summary>
    Timer,

    /// <summary>Waits for people.</summary>
    Gate,

    /// <summary>Waits for a message.</summary>
    Signal,

    /// <summary>Runs a child.</summary>
    Child,

    /// <summary>Runs the nodes within it side by side until all have ended.</summary>
    Parallel,

    /// <summary>Runs the nodes within it side by side until one has ended.</summary>
    Race,

    /// <summary>Runs the node within it for each item of a collection.</summary>
    FanOut,

    /// <summary>A call of a sub-flow, whose operations stand within it.</summary>
    SubFlow,

    /// <summary>The step that undoes another one.</summary>
    Compensation,
}
