namespace RunkonFlow.Typed;

/// <summary>What a dry run does at a step.</summary>
public enum DryRunMode : byte
{
    /// <summary>Runs it: it changes nothing outside.</summary>
    Run,

    /// <summary>Leaves it out: it has no result and no substitute.</summary>
    Skip,

    /// <summary>Calls the method that <see cref="DryRunAttribute"/> names.</summary>
    Substitute,
}
