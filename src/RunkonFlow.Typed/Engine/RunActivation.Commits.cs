using System.Runtime.CompilerServices;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Commits: the one way in which the run's state leaves the activation.</summary>
internal sealed partial class RunActivation
{
    private static readonly TimeSpan CommitRetryPause = TimeSpan.FromMilliseconds(100);

    private RunStatus ActiveStatus => _isCancelling ? RunStatus.Cancelling : RunStatus.Running;

    /// <summary>The flow has returned or failed: the last commit. Always false, the activation is over.</summary>
    private async ValueTask<bool> EndAsync(FlowCommandKind kind)
    {
        var outcome = kind == FlowCommandKind.Fail ? _frame.Outcome : null;
        // Running to Cancelled is no transition: a run passes through Cancelling even when it has no finalizer.
        if (outcome?.Kind == FailureKind.Cancel && _status != RunStatus.Cancelling && !await CommitAsync(RunStatus.Cancelling).ConfigureAwait(false))
            return false;
        var status = _isCancelling ? RunStatus.Cancelled : outcome is null ? RunStatus.Completed : RunStatus.Failed;
        if (outcome is not null) _draft.WriteFailure(outcome);
        if (status == RunStatus.Completed) _draft.WriteOutput(_workflow.Machine, _frame);
        if (status == RunStatus.Cancelled)
            _draft.Commit.FinalizerError = (_frame.FinalizerError ?? (outcome?.Kind == FailureKind.Cancel ? null : outcome))?.ToString();
        // The frame of an ended run is of no use, except to an operator who retries where it failed.
        _frameIsStored = true;
        if (await CommitAsync(status, releases: true).ConfigureAwait(false)) _engine.Endings.Notify(RunId);
        return false;
    }

    /// <summary>Sends the draft; false when the store did not take it, so that the activation is over.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> CommitAsync(RunStatus status, bool releases = false, DateTimeOffset? dueAt = null)
    {
        if (_stop == StopCause.LeaseLost) return false;
        var commit = _draft.Commit;
        (commit.Status, commit.Releases, commit.DueAt, commit.Sequence, commit.SeenInbox) = (status, releases, dueAt, _sequence, _seenInbox);
        // A worker that stops in good order is no sign of a run that kills its worker.
        commit.MakesProgress = status == RunStatus.Waiting || _isReleased || EndsAnOperation(commit.Steps);
        commit.FinalizersDueAt = _finalizersDueAt;
        if (_workflow.Definition.Durability == Durability.None) commit.Steps.Clear();
        if (!status.IsTerminal() && status != RunStatus.Incompatible)
        {
            commit.IsFinalizing = !_isCancelling && _frame.Pending is not null;
            commit.AtNode = _frame.Node == 0 ? null : _workflow.Definition.Nodes[_frame.Node].Id;
        }
        var writesFrame = !_frameIsStored;
        if (writesFrame) _draft.WriteFrame(_frame, _workflow.Definition.ShapeHash);

        var result = await SendAsync(commit).ConfigureAwait(false);
        if (!result.IsApplied)
        {
            Log.CommitNotApplied(_engine.Logger, RunId, result.Outcome, result.Reason);
            return false;
        }
        _draft.Clear();
        if (writesFrame) _frame.Large.Commit();
        _frameIsStored = true;
        (_status, _sequence, _seenInbox) = (status, result.Sequence, result.InboxSequence);
        Heed(result.Requests);
        return true;
    }

    /// <summary>
    /// Sends a commit, again when the store could not answer: it states its sequence and is recognised by its digest, so that
    /// applying it twice is not possible. Past the lease's time another worker has the run, and trying on is of no use.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommitResult> SendAsync(RunCommit commit)
    {
        var begun = _engine.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await _engine.Store.CommitAsync(commit).ConfigureAwait(false);
            }
            catch (Exception e) when (_stop != StopCause.LeaseLost && _engine.Time.GetElapsedTime(begun) < _engine.Options.LeaseTimeToLive)
            {
                Log.CommitFailed(_engine.Logger, e, RunId);
            }
            await Task.Delay(CommitRetryPause, _engine.Time).ConfigureAwait(false);
        }
    }

    private static bool EndsAnOperation(List<StepWrite> rows)
    {
        foreach (ref readonly var row in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows))
            if (row.Status.IsTerminal() && row.ErrorType != FailureTypes.Interrupted) return true;
        return false;
    }

    /// <summary>The row of the operation's current attempt.</summary>
    private StepWrite Row(NodeDefinition node, StepStatus status) => new()
    {
        NodeId = node.Id,
        StepName = node.StepId,
        Path = _operation.Path,
        Attempt = _operation.Attempt,
        Position = _operation.Position,
        Role = node.Kind == NodeKind.Timer ? "timer" : "step",
        CanCommit = node.Commits,
        Status = status,
        StartedAt = _operation.StartedAt == default ? null : _operation.StartedAt,
        EndedAt = status.IsTerminal() ? Now : null,
        DueAt = _operation.DueAt,
        Markers = _scope.Markers.Count > 0 && status.IsTerminal() ? RowTexts.Markers(_scope.Markers) : null,
        Notes = _scope.Notes.Count > 0 && status.IsTerminal() ? string.Join('\n', _scope.Notes) : null,
    };

    private void EndSegmentAt(DateTimeOffset moment)
    {
        _frame.SegmentTime = moment;
        // Position is the same when the operation is repeated after a crash, so ids drawn behind it are too.
        _frame.SegmentSeed = RunId.Value ^ ((UInt128)(uint)_operation.Position << 32);
    }
}
