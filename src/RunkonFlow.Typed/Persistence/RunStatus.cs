namespace RunkonFlow.Typed.Persistence;

/// <summary>Where a run stands. Who owns it is not a status.</summary>
public enum RunStatus : byte
{
    /// <summary>Created, or resumed, and not yet claimed.</summary>
    Pending,

    /// <summary>A worker executes it.</summary>
    Running,

    /// <summary>Parked until something is due, decided or signalled.</summary>
    Waiting,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended by a failure; may be retried by an operator.</summary>
    Failed,

    /// <summary>Ended by a cancellation.</summary>
    Cancelled,

    /// <summary>A cancel was asked for; finalizers run.</summary>
    Cancelling,

    /// <summary>Its worker died or let go.</summary>
    NeedsResume,

    /// <summary>Paused by an operator, or parked as poison.</summary>
    Suspended,

    /// <summary>Its stored frame does not fit the registered flow.</summary>
    Incompatible,
}
