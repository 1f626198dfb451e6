namespace RunkonFlow.Typed.Engine;

/// <summary>How one attempt at a step ended, before anybody has judged it.</summary>
internal enum AttemptEnd : byte
{
    /// <summary>Its result stands in the frame.</summary>
    Completed,

    /// <summary>It threw; see <see cref="StepAttempt.Error"/>.</summary>
    Failed,

    /// <summary>Its deadline came.</summary>
    TimedOut,

    /// <summary>The run is cancelled.</summary>
    Cancelled,

    /// <summary>The worker stops; the attempt counts for nothing.</summary>
    Stopped,

    /// <summary>The run belongs to another worker.</summary>
    LeaseLost,
}
