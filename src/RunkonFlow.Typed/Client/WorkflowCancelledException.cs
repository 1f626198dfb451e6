namespace RunkonFlow.Typed.Client;

/// <summary>The run that was waited for was cancelled.</summary>
public sealed class WorkflowCancelledException(RunId runId, string? reason)
    : RunkonFlowException($"Run {runId} was cancelled{(reason is null ? "." : $": {reason}")}")
{
    /// <summary>The run.</summary>
    public RunId RunId { get; } = runId;

    /// <summary>Why, when it was said.</summary>
    public string? Reason { get; } = reason;
}
