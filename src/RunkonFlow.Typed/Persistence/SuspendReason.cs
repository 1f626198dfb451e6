namespace RunkonFlow.Typed.Persistence;

/// <summary>Why a run is suspended.</summary>
public enum SuspendReason : byte
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>An operator paused it.</summary>
    Paused,

    /// <summary>It kept losing its worker without progress.</summary>
    Poison,
}
