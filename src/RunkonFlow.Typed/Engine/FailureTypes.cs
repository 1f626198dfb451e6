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

    /// <summary>Somebody asked to cancel the run.</summary>
    public const string UserRequested = "UserRequested";
}
