namespace RunkonFlow.Typed.Persistence;

/// <summary>Where one item of a fan-out stands.</summary>
public enum FanOutItemStatus : byte
{
    /// <summary>To be run.</summary>
    Pending,

    /// <summary>Handed to a worker or a child run.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>Left out, by a dependency or a cancellation.</summary>
    Skipped,
}
