using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Cancel, pause, release: what others ask of the run, and what stopping means for it.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Takes note of what the store says others have asked.</summary>
    private void Heed(RunRequests requests)
    {
        if (requests == RunRequests.None) return;
        Note(requests == RunRequests.Pause ? StopCause.Pause : StopCause.Cancel);
    }

    /// <summary>A cancel is to be delivered at this operation: outside every finalizer, and once.</summary>
    private bool IsCancelDue(NodeDefinition node) => _stop == StopCause.Cancel && !node.IsInFinalizer;

    /// <summary>The flow sees the cancellation at the operation where it stands; the operation's open row says so.</summary>
    private bool DeliverCancel(NodeDefinition node)
    {
        if (_operation.Row is { } status && !status.IsTerminal()) AddRow(node, StepStatus.Cancelled);
        EndSegmentAt(Now);
        _isCancelling = true;
        var request = Claim.CancelRequest;
        Raise(Failure.Cancelled(request?.Reason ?? FailureTypes.UserRequested, request is null ? "Cancelled." : $"Cancelled by {request.By}."));
        return true;
    }

    private void Raise(Failure failure)
    {
        _frame.Fail(failure);
        _raised = failure;
    }

    /// <summary>
    /// A step failure that a handler of the flow took shows as tolerated in its row; one that still waits behind a finalizer,
    /// or that ends the run, does not. Where finalizers have begun, their budget does too.
    /// </summary>
    private void MarkTolerated(FlowCommand command)
    {
        var pending = _frame.Pending;
        _finalizersDueAt = pending is null ? null : _finalizersDueAt ?? Now + _workflow.Definition.FinalizerTimeout;
        if (_raised is not { Kind: FailureKind.Step } raised) return;
        _raised = null;
        var rows = _draft.Commit.Steps;
        if (command.Kind == FlowCommandKind.Fail || ReferenceEquals(pending, raised) || rows.Count == 0) return;
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)[^1].Tolerated = true;
    }

    /// <summary>The worker stops: the run goes on elsewhere as if nothing had been.</summary>
    private async ValueTask ReleaseAsync(NodeDefinition node)
    {
        ReopenRow(node);
        _isReleased = true;
        await CommitAsync(_isCancelling ? RunStatus.Cancelling : RunStatus.NeedsResume, releases: true).ConfigureAwait(false);
    }

    private async ValueTask PauseAsync(NodeDefinition node)
    {
        ReopenRow(node);
        _draft.Commit.SuspendReason = SuspendReason.Paused;
        await CommitAsync(RunStatus.Suspended, releases: true).ConfigureAwait(false);
    }

    private void ReopenRow(NodeDefinition node)
    {
        // An at-most-once attempt that was begun stays running, so that nobody repeats it.
        if (_operation.Row == StepStatus.Running && !node.AtMostOnce) AddRow(node, StepStatus.Pending);
    }

    /// <summary>After a fault of the engine itself: frees the run, so that it is tried again or suspended as poison.</summary>
    private async ValueTask LetGoAsync()
    {
        try
        {
            _draft.Clear();
            await CommitAsync(_isCancelling ? RunStatus.Cancelling : RunStatus.NeedsResume, releases: true, dueAt: Now + _engine.Options.PollInterval)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.RunNotReleased(_engine.Logger, e, RunId);
        }
    }
}
