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

    /// <summary>Waits for people.</summary>
    Gate,

    /// <summary>Waits for a message.</summary>
    Signal,

    /// <summary>Runs a child.</summary>
    Child,

    /// <summary>Runs branches until all have ended.</summary>
    Parallel,

    /// <summary>Runs branches until one has ended.</summary>
    Race,

    /// <summary>Runs an operation for each item of a collection.</summary>
    FanOut,
}
