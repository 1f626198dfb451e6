namespace RunkonFlow.Typed.Engine;

/// <summary>What a strand needs next.</summary>
internal enum StrandPhase : byte
{
    /// <summary>Its frame is to run on to the next operation.</summary>
    Advancing,

    /// <summary>It stands at an operation that is to be begun, or looked at again.</summary>
    Standing,

    /// <summary>The start of its attempt waits to be committed.</summary>
    Announced,

    /// <summary>A body runs.</summary>
    Running,

    /// <summary>It waits for a moment or for something from outside.</summary>
    Waiting,

    /// <summary>It waits for its branches.</summary>
    Joining,

    /// <summary>Its frame has returned or failed.</summary>
    Ended,
}
