namespace RunkonFlow.Typed.Client;

/// <summary>The run that was waited for has failed.</summary>
public sealed class WorkflowFailedException(RunId runId, Failure failure)
    : RunkonFlowException($"Run {runId} failed{(failure.StepId.Length > 0 ? $" at '{failure.StepId}'" : "")}: {failure.Type}: {failure.Message}")
{
    /// <summary>The run.</summary>
    public RunId RunId { get; } = runId;

    /// <summary>Why.</summary>
    public Failure Failure { get; } = failure;
}
