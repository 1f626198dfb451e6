namespace RunkonFlow.Typed;

/// <summary>What a fan-out does when an item has failed for good.</summary>
public enum OnItemFailure : byte
{
    /// <summary>Begins no further item; those that run end, then the fan-out fails.</summary>
    Halt,

    /// <summary>Goes on with all others.</summary>
    Continue,

    /// <summary>Skips the items that depend on it, directly or not, and goes on with the others.</summary>
    SkipDependents,
}
