using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>What a run's flow holds.</summary>
internal sealed partial class WorkflowClient
{
    private const int Tries = 5;

    public async ValueTask<RunLocals?> GetLocalsAsync(RunId runId, CancellationToken cancellationToken = default)
    {
        for (var tries = 1; ; tries++)
        {
            if (await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) is not { } run) return null;
            var workflow = catalog.Find(run.WorkflowName, run.WorkflowVersion)
                ?? throw new InvalidOperationException($"Workflow '{run.WorkflowName}' version {run.WorkflowVersion} of run {runId} is not registered in this process: register it to read what its flow holds.");
            var values = await store.GetFrameValuesAsync(runId, cancellationToken).ConfigureAwait(false);
            try
            {
                return new(runId, run.AtNode, Read(workflow, run, values));
            }
            // The run has moved on between the two reads: its frame refers to a value that was not there yet, or no longer.
            catch (IncompatibleFrameException) when (tries < Tries && run.Status == RunStatus.Running)
            {
            }
        }
    }

    /// <summary>The frame is read into a machine that nobody drives: no statement of the user's runs, so it needs no instance of the class.</summary>
    private static IReadOnlyList<RunLocal> Read(RegisteredWorkflow workflow, WorkflowRun run, IReadOnlyList<StoredValue> values)
    {
        var node = run.ItemNode.Length == 0 ? 0 : workflow.IndexOf(run.ItemNode);
        var frame = node == 0 ? workflow.Machine.CreateFrame(null!) : workflow.Machine.CreateItemFrame(node, null!);
        var json = StoredJson.Open(run.Frame.IsEmpty ? run.Input.Span : run.Frame.Span);
        if (run.Frame.IsEmpty)
        {
            if (node == 0) workflow.Machine.ReadInput(frame, ref json);
            else workflow.Machine.ReadItemInput(node, frame, ref json);
        }
        else
        {
            frame.Large.Load([.. values]);
            frame.Read(ref json);
        }
        var list = new LocalsList();
        frame.ShowLocals(list);
        return list.Locals;
    }
}
