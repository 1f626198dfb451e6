namespace RunkonFlow.Typed.Client;

/// <summary>A run over its workflow's graph.</summary>
internal sealed partial class WorkflowClient
{
    public async ValueTask<RunGraph?> GetGraphAsync(RunId runId, CancellationToken cancellationToken = default)
    {
        if (await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) is not { } run) return null;
        var workflow = catalog.Find(run.WorkflowName, run.WorkflowVersion)
            ?? throw new InvalidOperationException($"Workflow '{run.WorkflowName}' version {run.WorkflowVersion} of run {runId} is not registered in this process: register it to draw what its run does.");
        for (var tries = 1; ; tries++)
        {
            var steps = await store.GetStepsAsync(runId, cancellationToken).ConfigureAwait(false);
            if (await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) is not { } after) return null;
            // Rows and run are of one moment when no commit came between the reads.
            if (after.Sequence == run.Sequence || tries == Tries) return new RunGraphReading(workflow, after, steps).Read();
            run = after;
        }
    }
}
