using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Children: runs of their own, created in the commit that begins the operation; their end wakes this run.</summary>
internal sealed partial class RunActivation
{
    private bool BeginChild(Strand strand)
    {
        // A claimed run does not know its child's id; the row does.
        if (strand.Operation.Row == StepStatus.Waiting && strand.Child is null && strand.MustLook) return Wait(strand, mustLook: true);
        if (strand.Operation.Row == StepStatus.Waiting && strand.Operation.DueAt > Now) return Wait(strand, mustLook: false);
        var start = strand.Frame.ChildOf(strand.Command.Node);
        var child = RunId.New(_engine.Time);
        var definition = start.Workflow.Definition;
        var input = _draft.Write((start.Workflow.Machine, start.Input), static (json, start) => start.Machine.WriteInput(json, start.Input));
        if (input.Length > _engine.Options.MaxPayloadBytes) throw TooLarge($"The input of the child '{strand.Node.Id}'", input.Length);
        _draft.Commit.Children.Add(new()
        {
            Id = child,
            WorkflowName = definition.Id,
            WorkflowVersion = definition.Version,
            WorkflowTitle = definition.Title,
            ParentWorkflowRunId = RunId,
            ParentNode = $"{strand.Node.Id}[{strand.Operation.Path}]",
            DryRun = Claim.DryRun,
            Trigger = "child",
            Input = input,
            Namespace = _engine.Options.Namespace,
            Queue = definition.Queue,
            Priority = definition.Priority,
            TraceParent = Claim.TraceParent,
        });
        strand.Child = child;
        AddWaitingRow(strand, timeout: null, child: child);
        return Wait(strand, mustLook: false);
    }

    private async ValueTask LookForChildAsync(Strand strand)
    {
        if (strand.Child is null) await LearnChildAsync(strand).ConfigureAwait(false);
        if (strand.Child is null)
        {
            strand.Phase = StrandPhase.Standing;
            return;
        }
        var child = await _engine.Store.GetRunAsync(strand.Child.Value).ConfigureAwait(false);
        if (child is null) FailWith(strand, StepStatus.Failed, FailureTypes.ChildGone, $"The child run {strand.Child} was purged before its parent took its result.");
        else if (child.Status == RunStatus.Completed) Receive(strand, child.Output);
        else if (child.Status.IsTerminal()) OnChildFailed(strand, child);
    }

    /// <summary>The child that the latest attempt has begun; none while it waits to be begun again.</summary>
    private async ValueTask LearnChildAsync(Strand strand)
    {
        var row = await _engine.Store.GetLatestStepAsync(RunId, strand.Node.Id, strand.Operation.Path).ConfigureAwait(false);
        if (row?.ChildRunId is { Length: > 0 } id) strand.Child = RunId.Parse(id);
    }

    private void OnChildFailed(Strand strand, WorkflowRun child)
    {
        var failure = FailureOf(child);
        strand.Child = null;
        strand.Attempt.Fail(new Client.WorkflowFailedException(child.Id, failure));
        strand.Phase = Retries(strand, StepStatus.Failed, strand.Attempt.Error!, failure.Type, failure.Message) ? StrandPhase.Standing : StrandPhase.Advancing;
    }

    private static Failure FailureOf(WorkflowRun child)
    {
        if (child.Status == RunStatus.Cancelled)
            return Failure.Cancelled(FailureTypes.ChildCancelled, $"The child run {child.Id} was cancelled: {child.CancelRequest?.Reason ?? "no reason given"}.");
        if (child.Failure.IsEmpty) return new() { Kind = FailureKind.Step, Type = "", Message = child.Error ?? $"The child run {child.Id} failed." };
        var json = StoredJson.Open(child.Failure.Span);
        return Failure.Read(ref json);
    }
}
