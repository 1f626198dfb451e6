using System.Runtime.InteropServices;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    // The row of each step write of the commit at hand, or null where it is new. Guarded by the lock, used again and again.
    private StepRow?[] _found = new StepRow?[16];

    // Whether the commit at hand writes a row twice, so that a row may be there that was not when the rows were looked up.
    private bool _repeats;

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var digest = CommitDigest.Of(commit);
        lock (_lock)
        {
            return new(Commit(commit, digest));
        }
    }

    private CommitResult Commit(RunCommit commit, UInt128 digest)
    {
        if (FindRun(commit.RunId) is not { } run) return new(CommitOutcome.NotFound);
        if (run.Generation != commit.Generation) return Answer(run, CommitOutcome.Fenced);
        if (run.Sequence == commit.Sequence + 1 && run.Digest == digest) return Answer(run, CommitOutcome.AlreadyApplied);
        if (run.Sequence != commit.Sequence || run.OwnedBy is null) return Answer(run, CommitOutcome.Fenced);
        if (Refusal(run, commit) is { } reason) return Answer(run, CommitOutcome.Refused, reason);

        var now = Now();
        if (commit.Limits.Count > 0 && Limit(run, commit, now) is { } limited) return limited;
        MarkRetryPoint(run, commit);
        ApplySteps(run, commit, now);
        if (commit.Limits.Count > 0) TakeLimits(run, commit, now);
        if (run.Extras is { Limits.Count: > 0 }) ReleaseEnded(run, commit, now);
        foreach (var write in commit.Items) Apply(_items[write.ItemId], write, now);
        foreach (var number in commit.TakenSignals) run.Extras?.Take(number);
        foreach (var reply in commit.Replies)
            if (run.Extras is { } known && known.SignalKeys.Contains((reply.Signal, reply.Key))) known.Replies.TryAdd((reply.Signal, reply.Key), reply.Payload.ToArray());
        foreach (var child in commit.Children) Start(run, child, now);
        foreach (var cancel in commit.CancelledChildren) CancelChild(run, cancel, now);
        foreach (var start in commit.FanOuts) Begin(run, start, now);
        foreach (var broken in commit.BrokenFanOuts)
            if (FindFanOut(run, broken.NodeId, broken.Path, broken.Attempt) is { } fanOut) Break(fanOut, now);
        ApplyRun(run, commit, now);
        if (commit.TrimBefore > 0) Trim(run, commit.TrimBefore);
        run.Sequence++;
        run.Digest = digest;
        var answer = Answer(run, CommitOutcome.Applied);
        if (run.Status.IsTerminal()) Retain();
        return answer;
    }

    private static CommitResult Answer(RunRow run, CommitOutcome outcome, string? reason = null)
        => new(outcome, run.Requests, run.Sequence, run.InboxSequence, reason);

    /// <summary>Why the tables refuse a commit, or null. Finds the rows of its step writes on the way; changes nothing.</summary>
    private string? Refusal(RunRow run, RunCommit commit)
    {
        if (!Transitions.IsAllowed(run.Status, commit.Status))
            return $"Run {run.Id} is {run.Status.ToText()} and cannot become {commit.Status.ToText()}.";
        if (commit.Status == RunStatus.Running && commit.Releases)
            return $"Run {run.Id} cannot be released while it is running; release it as needs_resume, waiting or cancelling.";

        var writes = CollectionsMarshal.AsSpan(commit.Steps);
        if (run.Steps.Count + writes.Length > RunRow.MaxSteps) return TooManySteps(run);
        if (writes.Length > _found.Length) Array.Resize(ref _found, writes.Length * 2);
        _repeats = false;
        for (var i = 0; i < writes.Length; i++)
        {
            ref readonly var write = ref writes[i];
            var row = run.Steps.Find(write.NodeId, write.Path, write.Attempt);
            _found[i] = row;
            var earlier = i > 0 ? StatusBefore(writes[..i], write) : null;
            _repeats |= earlier is not null;
            if (write.Gate is { MinApprovals: < 1 }) return $"Gate '{write.NodeId}' of run {run.Id} needs at least one approval.";
            if (earlier is null && row is null) continue;
            var from = earlier ?? row!.Status;
            if (!IsAllowedOrRepeated(from, write.Status))
                return $"Step '{write.NodeId}' of run {run.Id} is {from.ToText()} and cannot become {write.Status.ToText()}.";
        }
        return (commit.Items.Count == 0 ? null : ItemRefusal(run, commit.Items))
            ?? (commit.Children.Count == 0 ? null : ChildRefusal(run, commit.Children))
            ?? (commit.FanOuts.Count == 0 ? null : FanOutRefusal(run, commit))
            ?? (commit.Limits.Count == 0 ? null : LimitRules.Refusal(commit.Limits));
    }

    private static string TooManySteps(RunRow run)
        => $"Run {run.Id} has {run.Steps.Count} step rows, and the in-memory store keeps at most {RunRow.MaxSteps} of one run: end it, or use a durable store.";

    /// <summary>The status that an earlier write of the same commit gives a row, or null when there is none.</summary>
    private static StepStatus? StatusBefore(ReadOnlySpan<StepWrite> earlier, in StepWrite write)
    {
        for (var i = earlier.Length - 1; i >= 0; i--)
            if (earlier[i].Attempt == write.Attempt && earlier[i].NodeId == write.NodeId && earlier[i].Path == write.Path) return earlier[i].Status;
        return null;
    }

    /// <summary>Writing the terminal status that stands is no change and no conflict.</summary>
    private static bool IsAllowedOrRepeated(StepStatus from, StepStatus to) => from == to || Transitions.IsAllowed(from, to);

    /// <summary>A run that fails is retried where it failed, also when its finalizers have moved its frame on.</summary>
    private static void MarkRetryPoint(RunRow run, RunCommit commit)
    {
        if (commit.IsFinalizing == run.IsFinalizing) return;
        if (commit.IsFinalizing) run.RetryPoint = (run.Frame.ToArray(), run.Events.Count);
        else if (commit.Status is not (RunStatus.Failed or RunStatus.Incompatible)) run.RetryPoint = null;
    }

    private void Trim(RunRow run, int before)
        => run.Events.RemoveTo(run.Steps.Trim(before, row =>
        {
            if (row.Extras?.FanOut is null) return;
            run.Extras!.FanOuts.Remove(row);
            foreach (var item in row.Extras.Items) _items.Remove(item.Id);
        }));

    private static void KeepValues(RunExtras extras, RunCommit commit)
    {
        extras.Values.RemoveAll(stored => commit.DroppedValues.Contains(stored.Id) || commit.NewValues.Exists(added => added.Id == stored.Id));
        foreach (var added in commit.NewValues) extras.Values.Add(new(added.Id, added.Json.ToArray()));
    }

    private static void KeepProgress(List<SavedProgress> kept, List<SavedProgress> saved)
    {
        foreach (var one in saved)
        {
            kept.RemoveAll(known => known.NodeId == one.NodeId && known.Path == one.Path);
            if (one.Json.Length > 0) kept.Add(one with { Json = one.Json.ToArray() });
        }
    }

    private void ApplyRun(RunRow run, RunCommit commit, long now)
    {
        if (commit.Frame.Length > 0)
        {
            run.Frame.Set(commit.Frame.Span);
            run.Shape = commit.Shape;
            run.Extras?.TriedShapes.Clear();
        }
        if (commit.NewValues.Count > 0 || commit.DroppedValues.Count > 0) KeepValues(run.Extras ??= new(), commit);
        if (commit.Progress.Count > 0) KeepProgress((run.Extras ??= new()).Progress, commit.Progress);
        if (commit.Output.Length > 0) run.Output.Set(commit.Output.Span);
        if (commit.Failure.Length > 0) run.Failure.Set(commit.Failure.Span);
        run.Error = commit.Error ?? run.Error;
        run.FinalizerError = commit.FinalizerError ?? run.FinalizerError;
        run.AtNode = commit.AtNode;
        run.BlockedOn = commit.Status == RunStatus.Waiting ? commit.AtNode : null;
        run.SeenInbox = Math.Max(run.SeenInbox, commit.SeenInbox);
        run.IsFinalizing = commit.IsFinalizing;
        run.FinalizersDueAt = StoreTime.Of(commit.FinalizersDueAt);
        if (commit.MakesProgress) run.ClaimsWithoutProgress = 0;
        if (commit.Status == RunStatus.Incompatible && commit.Shape.Length > 0) AddTriedShape(run, commit.Shape);

        var keepsOwner = commit.Status is RunStatus.Running or RunStatus.Waiting or RunStatus.Cancelling && !commit.Releases;
        var due = keepsOwner || commit.Status is RunStatus.Suspended or RunStatus.Incompatible || commit.Status.IsTerminal()
            ? StoreTime.None
            : DueAfterRelease(run, commit, now);
        var from = run.Status;
        if (from == RunStatus.Running && commit.Status == RunStatus.Running) return;
        SetStatus(run, commit.Status, due, now, commit.SuspendReason, commit.Error);
        if (keepsOwner) return;
        Disown(run);
        ReleaseUsed(run, now);
        // Nobody would claim a suspended run to take up its cancel. One that was cancelling stays suspended, its request recorded.
        if (run.Status == RunStatus.Suspended && from != RunStatus.Cancelling && run.Requests.HasFlag(RunRequests.Cancel))
            SetStatus(run, RunStatus.Cancelling, now, now);
        Place(run, now);
    }

    /// <summary>What the owner has not seen, or what was asked of the run, makes it claimable at once: no wake-up is lost.</summary>
    private static long DueAfterRelease(RunRow run, RunCommit commit, long now)
    {
        if (run.InboxSequence > commit.SeenInbox || run.Requests != RunRequests.None) return now;
        if (commit.DueAt is { } due) return StoreTime.Of(due);
        return commit.Status == RunStatus.Waiting ? StoreTime.None : now;
    }

    private static void AddTriedShape(RunRow run, string shape)
    {
        var tried = (run.Extras ??= new()).TriedShapes;
        if (!tried.Contains(shape)) tried.Add(shape);
    }
}
