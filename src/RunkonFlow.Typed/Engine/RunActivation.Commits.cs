using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Commits: the one way in which the run's state leaves the activation.</summary>
internal sealed partial class RunActivation
{
    private static readonly TimeSpan CommitRetryPause = TimeSpan.FromMilliseconds(100);

    private RunStatus ActiveStatus => _isCancelling ? RunStatus.Cancelling : RunStatus.Running;

    /// <summary>The flow has returned, or has failed with an outcome: the last commit. Always false, the activation is over.</summary>
    private async ValueTask<bool> EndAsync(Failure? outcome)
    {
        // A frame that stands at the end is of no use: the last one stored serves who takes over, and who retries where it failed.
        _frameIsStored = true;
        if (outcome is null && !_isCancelling) outcome = OutputFault();
        // Running to Cancelled is no transition: a run passes through Cancelling even when it has no finalizer.
        if (outcome?.Kind == FailureKind.Cancel && _status != RunStatus.Cancelling && !await CommitAsync(RunStatus.Cancelling).ConfigureAwait(false))
            return false;
        if (outcome is not null && !await CompensateAsync(outcome).ConfigureAwait(false)) return false;
        var status = _isCancelling ? RunStatus.Cancelled : outcome is null ? RunStatus.Completed : RunStatus.Failed;
        if (outcome is not null) _draft.WriteFailure(outcome);
        var finalizerError = FinalizerError ?? (status == RunStatus.Cancelled && outcome?.Kind != FailureKind.Cancel ? outcome : null);
        _draft.Commit.FinalizerError = finalizerError?.ToString();
        ReadOnlyMemory<byte>? output = null;
        if (status == RunStatus.Completed && _engine.Endings.IsWatched(RunId)) output = _draft.Commit.Output.ToArray();
        if (!await CommitAsync(status, releases: true).ConfigureAwait(false)) return false;
        EndedAlone = status == RunStatus.Completed && Claim.IsRoot && _workflow.IsSolitary;
        // Who finds that the run is not executed here any more has been told what it returned; who came in between asks the store.
        _engine.Endings.Notify(RunId, output);
        HasEnded = true;
        _engine.Endings.Notify(RunId);
        Telemetry.EndRun(Claim.WorkflowName, status);
        return false;
    }

    private Failure? FinalizerError => _root.Frame.FinalizerError ?? _undo?.FinalizerError;

    private void WriteOutput()
    {
        if (_itemNode > 0) _draft.WriteItemOutput(_workflow.Machine, _itemNode, _root.Frame);
        else _draft.WriteOutput(_workflow.Machine, _root.Frame);
    }

    /// <summary>
    /// Sends the draft; false when the store did not take it, so that the activation is over. A store that answers at once is
    /// answered at once: the common case in memory has no state machine.
    /// </summary>
    private ValueTask<bool> CommitAsync(RunStatus status, bool releases = false, DateTimeOffset? dueAt = null)
    {
        if (_stop == StopCause.LeaseLost) return new(false);
        bool writesFrame;
        try
        {
            writesFrame = Seal(status, releases, dueAt);
        }
        catch (Exception e) when (!_frameIsStored)
        {
            return OnUnstorableAsync(e);
        }
        var sent = Send(_draft.Commit);
        return sent.IsCompletedSuccessfully ? new(Conclude(status, writesFrame, sent.Result)) : ConcludeAsync(status, writesFrame, sent);
    }

    /// <summary>A store that throws at once answers as one that fails later.</summary>
    private ValueTask<CommitResult> Send(RunCommit commit)
    {
        try
        {
            return _engine.Store.CommitAsync(commit);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<CommitResult>(e);
        }
    }

    /// <summary>Fills in what a commit states beside its rows; whether the frame is among it.</summary>
    private bool Seal(RunStatus status, bool releases, DateTimeOffset? dueAt)
    {
        var commit = _draft.Commit;
        (commit.Status, commit.Releases, commit.DueAt, commit.Sequence, commit.SeenInbox) = (status, releases, dueAt, _sequence, _seenInbox);
        // A worker that stops in good order is no sign of a run that kills its worker.
        commit.MakesProgress = status == RunStatus.Waiting || _isReleased || EndsAnOperation(commit.Steps);
        commit.FinalizersDueAt = _finalizersDueAt;
        TakeReplies(commit);
        if (_workflow.Definition.KeepHistory > 0) commit.TrimBefore = RoundToTrim();
        if (_workflow.Definition.Durability == Durability.None) commit.Steps.Clear();
        if (!status.IsTerminal() && status != RunStatus.Incompatible && _root.Frame is { } frame)
        {
            commit.IsFinalizing = _isCompensating || (!_isCancelling && frame.Pending is not null);
            commit.AtNode = _current.Command is { Kind: < FlowCommandKind.Return, Node: > 0 } ? _current.Node.Id : null;
        }
        if (_frameIsStored) return false;
        // After a limit the same frame is sent again.
        if (_frameIsSealed) return true;
        // A frame that is kept for a retry refers to values that this one need not have any more.
        _draft.WriteFrame(_root.Frame, _workflow.Definition.ShapeHash, keepsValues: commit.IsFinalizing || _workflow.Definition.KeepsFrames);
        return true;
    }

    private void TakeReplies(RunCommit commit)
    {
        if (_root.Frame?.Replies is not { Count: > 0 } replies) return;
        foreach (var reply in replies)
        {
            commit.Replies.Add(reply);
            // A sender that only knows a former id looks for it there; where none did, the store passes it over.
            foreach (var former in FormerIdsOf(reply.Signal)) commit.Replies.Add(reply with { Signal = former });
        }
        replies.Clear();
    }

    private ImmutableArray<string> FormerIdsOf(string signal)
    {
        foreach (var node in _workflow.Definition.Nodes.AsSpan()[1..])
            if (node.Kind == NodeKind.Signal && node.StepId == signal) return node.FormerStepIds;
        return [];
    }

    /// <summary>In a loop that lives on: the first round that is kept, once for each round; 0 where there is nothing to trim.</summary>
    private int RoundToTrim()
    {
        if (_isCompensating || _root.Frame is null || _root.Command is not { Kind: < FlowCommandKind.Return, Node: > 0 }) return 0;
        if (_root.Node.RoundDepth is not (> 0 and var depth)) return 0;
        var first = _root.Operation.Path[depth - 1] - _workflow.Definition.KeepHistory;
        return first > _trimmedBefore ? first : 0;
    }

    private bool Conclude(RunStatus status, bool wroteFrame, in CommitResult result)
    {
        if (result.Outcome == CommitOutcome.Limited)
        {
            (_limited, _frameIsSealed) = (result, wroteFrame);
            return false;
        }
        if (!result.IsApplied)
        {
            Log.CommitNotApplied(_engine.Logger, RunId, result.Outcome, result.Reason);
            _isRefused = result.Outcome == CommitOutcome.Refused;
            return false;
        }
        (_frameIsSealed, _unstorableFrames) = (false, 0);
        _trimmedBefore = Math.Max(_trimmedBefore, _draft.Commit.TrimBefore);
        HasLetGo = status.IsTerminal() || _draft.Commit.Releases;
        if (_draft.Commit.Replies.Count > 0) _engine.Endings.Notify(RunId);
        _draft.Clear();
        if (wroteFrame) _root.Frame.Large.Commit();
        _frameIsStored = true;
        (_status, _sequence, _knownInbox) = (status, result.Sequence, result.InboxSequence);
        // While operations wait for the inbox, it counts as seen only once they have looked.
        if (!_isOperating) _seenInbox = result.InboxSequence;
        Heed(result.Requests);
        return true;
    }

    /// <summary>
    /// Awaits the answer to a commit, and sends it again when the store could not answer: it states its sequence and is recognised
    /// by its digest, so that applying it twice is not possible. Past the lease's time another worker has the run, and trying on
    /// is of no use.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ConcludeAsync(RunStatus status, bool wroteFrame, ValueTask<CommitResult> sent)
        => Conclude(status, wroteFrame, await AnswerAsync(_draft.Commit, sent).ConfigureAwait(false));

    private ValueTask<CommitResult> SendUntilAnsweredAsync(RunCommit commit)
    {
        var sent = Send(commit);
        return sent.IsCompletedSuccessfully ? sent : AnswerAsync(commit, sent);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommitResult> AnswerAsync(RunCommit commit, ValueTask<CommitResult> sent)
    {
        var begun = _engine.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await sent.ConfigureAwait(false);
            }
            catch (Exception e) when (_stop != StopCause.LeaseLost && _engine.Time.GetElapsedTime(begun) < _engine.Options.LeaseTimeToLive)
            {
                Log.CommitFailed(_engine.Logger, e, RunId);
            }
            await Task.Delay(CommitRetryPause, _engine.Time).ConfigureAwait(false);
            sent = Send(commit);
        }
    }

    private static bool EndsAnOperation(List<StepWrite> rows)
    {
        foreach (ref readonly var row in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows))
            if (row.Status.IsTerminal() && row.ErrorType != FailureTypes.Interrupted) return true;
        return false;
    }

    /// <summary>Adds the row of the current attempt at a strand's operation to the draft; good until the next is added.</summary>
    private ref StepWrite AddRow(Strand strand, StepStatus status)
    {
        ref var row = ref _draft.NewRow();
        Fill(strand, status, ref row);
        return ref row;
    }

    private void Fill(Strand strand, StepStatus status, ref StepWrite row)
    {
        ref var operation = ref strand.Operation;
        var node = strand.Node;
        row.NodeId = node.Id;
        row.StepName = node.StepId;
        row.Path = operation.Path;
        row.Attempt = operation.Attempt;
        row.Position = operation.Position;
        row.Role = _isCompensating ? RowRoles.Compensation : RowTexts.RoleOf(node.Kind);
        row.CanCommit = node.Commits;
        row.Status = status;
        row.Group = strand.Parent?.Node.Id;
        if (operation.StartedAt != default) row.StartedAt = operation.StartedAt;
        row.DueAt = operation.DueAt;
        if (status == StepStatus.Running || status.IsTerminal()) row.Progress = strand.Scope.Progress;
        if (node.RoundDepth > 0) row.Round = operation.Path[node.RoundDepth - 1];
        row.KeepsFrame = KeepsFrames(strand) && !status.IsTerminal();
        if (!status.IsTerminal()) return;
        row.EndedAt = Now;
        if (strand.Scope.Markers.Count > 0) row.Markers = RowTexts.Markers(strand.Scope.Markers);
        if (strand.Scope.Notes.Count > 0) row.Notes = string.Join('\n', strand.Scope.Notes);
        // What an attempt has left stands on its own row, and on no other.
        strand.Scope.Clear();
    }

    private bool KeepsFrames(Strand strand) => _workflow.Definition.KeepsFrames && strand.Parent is null && !_isCompensating;

    private void EndSegmentAt(Strand strand, DateTimeOffset moment)
    {
        // Position is the same when the operation is repeated after a crash, so ids drawn behind it are too.
        (strand.SegmentTime, strand.SegmentSeed) = (moment, RunId.Value ^ ((UInt128)(uint)strand.Operation.Position << 32));
        if (strand.Parent is null) (strand.Frame.SegmentTime, strand.Frame.SegmentSeed) = (strand.SegmentTime, strand.SegmentSeed);
    }
}
