namespace RunkonFlow.Typed.Persistence;

/// <summary>Where one attempt at a node stands.</summary>
public enum StepStatus : byte
{
    /// <summary>To be run.</summary>
    Pending,

    /// <summary>Its body runs.</summary>
    Running,

    /// <summary>Waits for a moment, a person, a message.</summary>
    Waiting,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>Left out.</summary>
    Skipped,

    /// <summary>Ended by its deadline.</summary>
    TimedOut,

    /// <summary>Ended by a cancellation; its effect may have happened.</summary>
    Cancelled,
}
