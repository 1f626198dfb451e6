namespace RunkonFlow.Typed.Engine;

/// <summary>Why a running activation is to stop what it does. A larger cause overrides a smaller one.</summary>
internal enum StopCause : byte
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Somebody asked to pause the run.</summary>
    Pause,

    /// <summary>Somebody asked to cancel the run.</summary>
    Cancel,

    /// <summary>The worker shuts down.</summary>
    Shutdown,

    /// <summary>The worker's lease is lost: nothing may be written any more.</summary>
    LeaseLost,
}
