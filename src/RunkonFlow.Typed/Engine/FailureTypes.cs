namespace RunkonFlow.Typed.Engine;

/// <summary>Failures that are not exceptions of the user's, as rows and <see cref="StepFailedException.ErrorType"/> name them.</summary>
internal static class FailureTypes
{
    /// <summary>The attempt's deadline came.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The attempt was under way when its worker was lost; it is repeated and does not count.</summary>
    public const string Interrupted = "Interrupted";

    /// <summary>An at-most-once attempt was under way when its worker was lost; it is not repeated.</summary>
    public const string OutcomeUnknown = "OutcomeUnknown";

    /// <summary>Finalizers used up their common time budget.</summary>
    public const string FinalizerTimeout = "FinalizerTimeout";

    /// <summary>The run's parent was cancelled.</summary>
    public const string ParentCancelled = "ParentCancelled";

    /// <summary>Another branch has failed.</summary>
    public const string FailFast = "FailFast";

    /// <summary>Another branch has won.</summary>
    public const string RaceLost = "RaceLost";

    /// <summary>The child run was cancelled.</summary>
    public const string ChildCancelled = "ChildCancelled";

    /// <summary>The child run was purged before its result was taken.</summary>
    public const string ChildGone = "ChildGone";

    /// <summary>Items of a fan-out failed, or too few ended well.</summary>
    public const string ItemsFailed = "ItemsFailed";

    /// <summary>Items of a fan-out depend on each other in a circle, or on something that is no item.</summary>
    public const string Dependencies = "Dependencies";

    /// <summary>Somebody asked to cancel the run.</summary>
    public const string UserRequested = "UserRequested";
}
