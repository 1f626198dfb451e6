namespace RunkonFlow.Typed.Persistence;

/// <summary>What others have asked of a run that is owned; answers of commits and heartbeats carry it to the owner.</summary>
[Flags]
public enum RunRequests : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To cancel it.</summary>
    Cancel = 1,

    /// <summary>To pause it.</summary>
    Pause = 2,

    /// <summary>To cancel it without waiting for its finalizers.</summary>
    Force = 4,
}
