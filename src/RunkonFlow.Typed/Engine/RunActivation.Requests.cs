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
    private bool IsCancelDue(Strand strand) => (_stop == StopCause.Cancel || strand.Cancel is not null) && !IsBeyondCancel(strand);

    /// <summary>The operation stands in a finalizer that the cancel does not reach: of the flow, or of the branch that is cancelled.</summary>
    private static bool IsBeyondCancel(Strand strand)
        => strand.Node.IsInFinalizer && (strand.Cancel is null || strand.Parent is null || !strand.Parent.Node.IsInFinalizer);

    /// <summary>The flow sees the cancellation at the operation where it stands; the operation's open row says so.</summary>
    private async ValueTask<bool> DeliverCancelAsync(Strand strand)
    {
        if (strand.Cancel is null) await LearnCancelAsync().ConfigureAwait(false);
        DeliverCancel(strand);
        return true;
    }

    private void DeliverCancel(Strand strand)
    {
        if (strand.Operation.Row is { } status && !status.IsTerminal()) AddRow(strand, StepStatus.Cancelled);
        ForgetSaved(strand);
        EndSegmentAt(strand, Now);
        var failure = strand.Cancel ?? CancelOfRun();
        strand.Cancel = null;
        Raise(strand, failure);
    }

    private Failure CancelOfRun()
    {
        _isCancelling = true;
        return Failure.Cancelled(
            _cancelNote?.Reason ?? FailureTypes.UserRequested, _cancelNote is null ? "Cancelled." : $"Cancelled by {_cancelNote.By}.");
    }

    /// <summary>A cancel that came after the claim: who asked, and why, stands with the run.</summary>
    private async ValueTask LearnCancelAsync()
        => _cancelNote ??= (await _engine.Store.GetRunAsync(RunId).ConfigureAwait(false))?.CancelRequest;

    private static void Raise(Strand strand, Failure failure)
    {
        (strand.RaisedAt, strand.RaisedPath) = (strand.Node.Id, strand.Operation.Path);
        strand.Frame.Fail(failure);
        strand.Raised = failure;
    }

    /// <summary>
    /// A step failure that a handler of the flow took shows as tolerated in its row; one that still waits behind a finalizer,
    /// or that ends the run, does not. Where finalizers have begun, their budget does too.
    /// </summary>
    private void MarkTolerated(Strand strand)
    {
        var pending = strand.Frame.Pending;
        if (pending is not null) _finalizersDueAt ??= Now + _workflow.Definition.FinalizerTimeout;
        else if (strand.Parent is null && !_isCompensating) _finalizersDueAt = null;
        if (strand.Raised is not { } raised) return;
        strand.Raised = null;
        if (_isCompensating || raised.Kind != FailureKind.Step) return;
        var rows = _draft.Commit.Steps;
        if (strand.Command.Kind == FlowCommandKind.Fail || ReferenceEquals(pending, raised) || rows.Count == 0) return;
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)[^1].Tolerated = true;
        ForgetSaved(strand.RaisedAt, strand.RaisedPath);
    }

    /// <summary>The worker stops: the run goes on elsewhere as if nothing had been.</summary>
    private async ValueTask ReleaseAsync()
    {
        ReopenRows(_current);
        _isReleased = true;
        await CommitAsync(_isCancelling ? RunStatus.Cancelling : RunStatus.NeedsResume, releases: true).ConfigureAwait(false);
    }

    private async ValueTask PauseAsync()
    {
        ReopenRows(_current);
        _draft.Commit.SuspendReason = SuspendReason.Paused;
        await CommitAsync(RunStatus.Suspended, releases: true).ConfigureAwait(false);
    }

    /// <summary>Attempts that were begun are to be begun anew; what waits goes on waiting.</summary>
    private void ReopenRows(Strand strand)
    {
        foreach (var branch in strand.Branches ?? []) ReopenRows(branch);
        if (strand.Phase == StrandPhase.Ended || strand.Command.Kind != FlowCommandKind.Step) return;
        // An at-most-once attempt that was begun stays running, so that nobody repeats it.
        if (strand.Operation.Row == StepStatus.Running && !strand.Node.AtMostOnce) AddRow(strand, StepStatus.Pending);
    }

    /// <summary>After a fault of the engine itself, or a commit that the store refused: frees the run, so that it is tried again or suspended as poison.</summary>
    private async ValueTask LetGoAsync()
    {
        try
        {
            // What the store holds is sound; what stands here may not be.
            _draft.Clear();
            _frameIsStored = true;
            await CommitAsync(_isCancelling ? RunStatus.Cancelling : RunStatus.NeedsResume, releases: true, dueAt: Now + _engine.Options.PollInterval)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.RunNotReleased(_engine.Logger, e, RunId);
        }
    }
}
