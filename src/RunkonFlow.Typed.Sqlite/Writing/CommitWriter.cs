using System.Runtime.InteropServices;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// Applies an owner's commit; here a commit is fenced. Everything that can be refused is found out before the first write, so
/// that a commit needs no savepoint; the one thing that is not, a new row whose key exists, has the group redone.
/// </summary>
internal sealed class CommitWriter(WriteSession session)
{
    private const string UpdateEnd =
        """
        UPDATE run_detail
        SET output = coalesce(?2, output), failure = coalesce(?3, failure), error = coalesce(?4, error), finalizer_error = coalesce(?5, finalizer_error)
        WHERE run = ?1
        """;

    private const string DropValue = "DELETE FROM frame_value WHERE run = ?1 AND id = ?2";

    private const string KeepValue = "INSERT OR REPLACE INTO frame_value (run, id, json) VALUES (?1, ?2, ?3)";

    private const string DropProgress = "DELETE FROM saved_progress WHERE run = ?1 AND node_id = ?2 AND path = ?3";

    private const string KeepProgress = "INSERT OR REPLACE INTO saved_progress (run, node_id, path, json) VALUES (?1, ?2, ?3, ?4)";

    private const string TakeSignal = "DELETE FROM signal WHERE run = ?1 AND number = ?2";

    private const string KeepReply = "UPDATE signal_key SET reply = ?4 WHERE run = ?1 AND name = ?2 AND key = ?3 AND reply IS NULL";

    private const string MarkRetryPoint = "UPDATE run SET retry_frame = frame, retry_event = events WHERE key = ?1";

    private const string ForgetRetryPoint = "UPDATE run SET retry_frame = NULL, retry_event = NULL WHERE key = ?1";

    private readonly List<StepPlan> _plans = [];

    public CommitResult Apply(RunCommit commit, UInt128 digest)
    {
        var run = session.Run;
        if (!run.LoadForCommit(session.Connection, commit.RunId)) return new(CommitOutcome.NotFound);
        if (run.Generation != commit.Generation) return Answer(run, CommitOutcome.Fenced);
        if (run.Sequence == commit.Sequence + 1 && run.Digest == digest) return Answer(run, CommitOutcome.AlreadyApplied);
        if (run.Sequence != commit.Sequence || !run.IsOwned) return Answer(run, CommitOutcome.Fenced);
        if (Refusal(run, commit) is { } reason) return Answer(run, CommitOutcome.Refused, reason);

        var now = session.Now;
        if (commit.Limits.Count > 0 && session.Limits.Check(commit, now) is { } limited)
            return Answer(run, CommitOutcome.Limited, limited.Key) with { LimitedBy = limited.Place, RetryAt = limited.RetryAt };
        if (commit.IsFinalizing != run.IsFinalizing) MoveRetryPoint(run, commit);
        WriteSteps(commit, now);
        if (commit.Limits.Count > 0) session.Limits.Take(commit.Limits, now);
        if (commit.Items.Count > 0) session.Items.Write(session, commit.Items, now);
        foreach (var number in commit.TakenSignals) session.Connection[TakeSignal].Bind(run.Key).Bind(number).Run();
        foreach (var reply in commit.Replies)
            session.Connection[KeepReply].Bind(run.Key).Bind(reply.Signal).Bind(reply.Key).BindBlob(reply.Payload.Span).Run();
        if (commit.Children.Count > 0) session.Relatives.Start(commit.Children, now);
        if (commit.CancelledChildren.Count > 0) session.Relatives.Cancel(commit.CancelledChildren, now);
        foreach (var start in commit.FanOuts) session.FanOuts.Begin(start, now);
        foreach (var broken in commit.BrokenFanOuts) session.FanOuts.Break(broken, now);
        WriteValues(run, commit);
        if (commit.Progress.Count > 0) WriteProgress(run, commit.Progress);
        run.Sequence++;
        run.Digest = digest;
        run.SeenInbox = Math.Max(run.SeenInbox, commit.SeenInbox);
        run.IsFinalizing = commit.IsFinalizing;
        run.FinalizersDue = commit.FinalizersDueAt?.ToUnixTimeMilliseconds();
        if (commit.MakesProgress) run.Claims = 0;
        WriteEnd(run, commit);
        if (commit.TrimBefore > 0) session.Steps.Trim(run, commit.TrimBefore);
        // The end of a child or an item that never ran has moved the inbox.
        var isPlain = commit.CancelledChildren.Count == 0 && commit.FanOuts.Count == 0 && commit.BrokenFanOuts.Count == 0 && !run.HasLimits;
        if (run.HasLimits) session.Limits.ReleaseEnded(commit, now);
        if (isPlain && commit.Status == run.Status && commit.Status is RunStatus.Running or RunStatus.Cancelling && !commit.Releases && run.DueAt is null)
        {
            run.AtNode = commit.AtNode;
            run.SaveOwned(session.Connection, commit.Shape, commit.Frame.Span);
        }
        else
        {
            Move(run, commit, now);
            run.Save(session.Connection, commit.Shape, commit.Frame.Span);
        }
        return Answer(run, CommitOutcome.Applied);
    }

    /// <summary>What became of a commit that was sent in a transaction of a step.</summary>
    public CommitResult Resolve(RunCommit commit, UInt128 digest)
    {
        var run = session.Run;
        if (!run.LoadForCommit(session.Connection, commit.RunId)) return new(CommitOutcome.NotFound);
        if (run.Generation != commit.Generation) return Answer(run, CommitOutcome.Fenced);
        if (run.Sequence == commit.Sequence + 1 && run.Digest == digest) return Answer(run, CommitOutcome.AlreadyApplied);
        return Answer(run, run.Sequence == commit.Sequence && run.IsOwned ? CommitOutcome.NotApplied : CommitOutcome.Fenced);
    }

    private static CommitResult Answer(RunRow run, CommitOutcome outcome, string? reason = null)
        => new(outcome, run.Requests, run.Sequence, run.Inbox, reason);

    private string? Refusal(RunRow run, RunCommit commit)
    {
        if (!Transitions.IsAllowed(run.Status, commit.Status))
            return $"Run {run.Id} is {run.Status.ToText()} and cannot become {commit.Status.ToText()}.";
        if (commit.Status == RunStatus.Running && commit.Releases)
            return $"Run {run.Id} cannot be released while it is running; release it as needs_resume, waiting or cancelling.";
        return PlanSteps(run, commit)
            ?? (commit.Items.Count == 0 ? null : session.Items.Refusal(run, commit.Items))
            ?? (commit.Children.Count == 0 ? null : session.Relatives.Refusal(commit.Children))
            ?? (commit.FanOuts.Count == 0 ? null : session.FanOuts.Refusal(commit.FanOuts))
            ?? (commit.Limits.Count == 0 ? null : LimitRules.Refusal(commit.Limits));
    }

    /// <summary>Plays the step writes through against the open rows; gives what is refused.</summary>
    private string? PlanSteps(RunRow run, RunCommit commit)
    {
        _plans.Clear();
        var open = run.Open;
        foreach (ref readonly var step in CollectionsMarshal.AsSpan(commit.Steps))
        {
            if (step.Gate is { MinApprovals: < 1 }) return $"Gate '{step.NodeId}' of run {run.Id} needs at least one approval.";
            var hash = StepKey.Hash(step.NodeId, step.Path, step.Attempt);
            var index = open.IndexOf(hash);
            // A limited commit writes nothing, so no insert would find out that the row exists.
            if (index < 0 && (session.IsAlone || commit.Limits.Count > 0)) index = session.Steps.Find(run, step.NodeId, step.Path, step.Attempt, ref hash);
            if (index < 0)
            {
                _plans.Add(new(open.Entries.Count, null));
                open.Entries.Add(new(0, hash, StepKey.HashOperation(step.NodeId, step.Path), step.Position, step.Status));
                continue;
            }
            var from = open.Entries[index].Status;
            if (from != step.Status && !Transitions.IsAllowed(from, step.Status))
                return $"Step '{step.NodeId}' of run {run.Id} is {from.ToText()} and cannot become {step.Status.ToText()}.";
            _plans.Add(new(from.IsTerminal() ? StepPlan.NoChange : index, from));
            open.SetStatus(index, step.Status);
        }
        return null;
    }

    private void WriteSteps(RunCommit commit, long now)
    {
        var steps = CollectionsMarshal.AsSpan(commit.Steps);
        for (var i = 0; i < steps.Length; i++)
        {
            if (_plans[i].Index == StepPlan.NoChange) continue;
            if (_plans[i].From is { } from) session.Steps.Update(session, _plans[i].Index, from, steps[i], now);
            else Insert(_plans[i].Index, steps[i], commit, now);
        }
    }

    private void Insert(int index, in StepWrite step, RunCommit commit, long now)
    {
        var lastEvent = session.Run.Events;
        session.Steps.Insert(session, index, step, now);
        if (step.KeepsFrame) session.Steps.KeepFrame(session.Run, index, commit.Frame.Span, lastEvent);
    }

    /// <summary>A run that fails is retried where it failed, also when its finalizers have moved its frame on.</summary>
    private void MoveRetryPoint(RunRow run, RunCommit commit)
    {
        if (commit.IsFinalizing) session.Connection[MarkRetryPoint].Bind(run.Key).Run();
        else if (commit.Status is not (RunStatus.Failed or RunStatus.Incompatible)) session.Connection[ForgetRetryPoint].Bind(run.Key).Run();
    }

    private void WriteValues(RunRow run, RunCommit commit)
    {
        foreach (var id in commit.DroppedValues) session.Connection[DropValue].Bind(run.Key).Bind((long)id).Run();
        foreach (var value in commit.NewValues)
            session.Connection[KeepValue].Bind(run.Key).Bind((long)value.Id).BindBlob(value.Json.Span).Run();
    }

    private void WriteProgress(RunRow run, List<SavedProgress> saved)
    {
        foreach (var one in saved)
        {
            var path = one.Path.ToString();
            if (one.Json.IsEmpty) session.Connection[DropProgress].Bind(run.Key).Bind(one.NodeId).Bind(path).Run();
            else session.Connection[KeepProgress].Bind(run.Key).Bind(one.NodeId).Bind(path).BindBlob(one.Json.Span).Run();
        }
    }

    private void WriteEnd(RunRow run, RunCommit commit)
    {
        if (commit.Output.IsEmpty && commit.Failure.IsEmpty && commit.Error is null && commit.FinalizerError is null) return;
        session.Connection[UpdateEnd]
            .Bind(run.Key).BindBlobOrNull(commit.Output.Span).BindBlobOrNull(commit.Failure.Span).Bind(commit.Error).Bind(commit.FinalizerError)
            .Run();
    }

    /// <summary>The run changes its status, or its owner lets go.</summary>
    private void Move(RunRow run, RunCommit commit, long now)
    {
        run.LoadTexts(session.Connection);
        run.AtNode = commit.AtNode;
        run.BlockedOn = commit.Status == RunStatus.Waiting ? commit.AtNode : null;
        if (commit.Frame.Length > 0) run.TriedShapes = null;
        if (commit.Status == RunStatus.Incompatible && commit.Shape.Length > 0) TriedShapes.Add(run, commit.Shape);

        var keepsOwner = commit.Status is RunStatus.Running or RunStatus.Waiting or RunStatus.Cancelling && !commit.Releases;
        var isSetAside = commit.Status is RunStatus.Suspended or RunStatus.Incompatible || commit.Status.IsTerminal();
        var from = run.Status;
        session.SetStatus(commit.Status, keepsOwner || isSetAside ? null : DueAfterRelease(run, commit, now), now, commit.SuspendReason, commit.Error);
        if (keepsOwner) return;
        session.Disown();
        if (run.HasLimits) session.Limits.ReleaseUsed(now);
        // Nobody would claim a suspended run to take up its cancel. One that was cancelling stays suspended, its request recorded.
        if (run.Status == RunStatus.Suspended && from != RunStatus.Cancelling && run.Requests.HasFlag(RunRequests.Cancel))
            session.SetStatus(RunStatus.Cancelling, now, now);
    }

    /// <summary>What the owner has not seen, or what was asked of the run, makes it claimable at once: no wake-up is lost.</summary>
    private static long? DueAfterRelease(RunRow run, RunCommit commit, long now)
    {
        if (run.Inbox > commit.SeenInbox || run.Requests != RunRequests.None) return now;
        if (commit.DueAt is { } due) return due.ToUnixTimeMilliseconds();
        return commit.Status == RunStatus.Waiting ? null : now;
    }

    private readonly record struct StepPlan(int Index, StepStatus? From)
    {
        public const int NoChange = -1;
    }
}
