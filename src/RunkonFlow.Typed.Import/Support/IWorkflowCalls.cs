using RunkonFlow.Typed;

namespace Imported;

/// <summary>Runs workflows that are not among the imported files. Import them together, and the calls become child runs.</summary>
public interface IWorkflowCalls
{
    /// <summary>Runs a workflow to its end; an exception fails the attempt.</summary>
    Task<RunResult> RunAsync(WorkflowRequest request, StepContext step, CancellationToken ct);
}
