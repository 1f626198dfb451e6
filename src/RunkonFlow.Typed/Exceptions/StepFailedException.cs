namespace RunkonFlow.Typed;

/// <summary>What a flow sees when a step has used up its attempts.</summary>
public sealed class StepFailedException : RunkonFlowException
{
    /// <summary>Creates the failure of a step.</summary>
    public StepFailedException(string stepId, int attempts, string errorType, string message, Exception? innerException = null)
        : base(message, innerException)
        => (StepId, Attempts, ErrorType) = (stepId, attempts, errorType);

    /// <summary>The id of the operation that failed.</summary>
    public string StepId { get; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; }

    /// <summary>The full name of the last attempt's exception type, or <c>Timeout</c>, <c>OutcomeUnknown</c>.</summary>
    public string ErrorType { get; }

    /// <summary>Of a parallel: the failures of other branches, in source order.</summary>
    public IReadOnlyList<Failure> Others { get; internal set; } = [];

    /// <summary>The failure that was pending when this one, of a finalizer, replaced it.</summary>
    public Failure? Earlier { get; internal set; }
}
