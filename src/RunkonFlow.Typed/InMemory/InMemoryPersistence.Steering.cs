using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// Pause, resume and retry, with what they mean for the runs of items.
public sealed partial class InMemoryPersistence
{
    /// <inheritdoc/>
    public ValueTask<CommandResult> RequestPauseAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => Answer(id, command, "pause", Pause);

    private CommandResult Pause(RunRow run, long now)
    {
        if (run.Status == RunStatus.Suspended || run.Requests.HasFlag(RunRequests.Pause)) return CommandAnswers.PauseStands;
        if (run.Status.IsTerminal()) return CommandAnswers.Ended(run.Status);
        if (run.OwnedBy is null && !Transitions.IsAllowed(run.Status, RunStatus.Suspended)) return CommandAnswers.CannotPause(run.Status);
        run.InboxSequence++;
        foreach (var item in ItemsUnderWay(run)) Pause(item, now);
        if (run.OwnedBy is not null)
        {
            run.Requests |= RunRequests.Pause;
            if (run.Status == RunStatus.Waiting) run.Due = now;
            return CommandAnswers.PauseRequested;
        }
        SetStatus(run, RunStatus.Suspended, StoreTime.None, now, SuspendReason.Paused);
        Place(run, now);
        return CommandAnswers.Paused;
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> ResumeAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => Answer(id, command, "resume", Resume);

    private CommandResult Resume(RunRow run, long now)
    {
        if (run.Status is RunStatus.Suspended or RunStatus.Incompatible)
        {
            run.InboxSequence++;
            run.ClaimsWithoutProgress = 0;
            SetStatus(run, RunStatus.Pending, now, now);
            Place(run, now);
            ResumeItems(run, now);
            return CommandAnswers.Resumed;
        }
        if (!run.Requests.HasFlag(RunRequests.Pause)) return CommandAnswers.NotSuspended(run.Status);
        run.InboxSequence++;
        run.Requests &= ~RunRequests.Pause;
        ResumeItems(run, now);
        return CommandAnswers.PauseTakenBack;
    }

    private void ResumeItems(RunRow run, long now)
    {
        foreach (var item in ItemsUnderWay(run))
            if (item.SuspendReason == SuspendReason.Paused || item.Requests.HasFlag(RunRequests.Pause)) Resume(item, now);
        foreach (var step in run.Extras?.FanOuts ?? [])
            if (step.Extras!.FanOut is { Counts.IsOver: false } fanOut) Dispatch(fanOut, now);
    }

    private static List<RunRow> ItemsUnderWay(RunRow run)
    {
        var found = new List<RunRow>();
        foreach (var step in run.Extras?.FanOuts ?? [])
        {
            if (step.Extras!.FanOut is null or { Counts.IsOver: true }) continue;
            foreach (var item in step.Extras.Items)
                if (item is { Status: FanOutItemStatus.Running, Run: { } started } && !started.Status.IsTerminal()) found.Add(started);
        }
        return found;
    }

    /// <summary>A run that is paused, or about to be, hands out no items.</summary>
    private static bool IsPaused(RunRow run) => run.Status == RunStatus.Suspended || run.Requests.HasFlag(RunRequests.Pause);

    /// <inheritdoc/>
    public ValueTask<CommandResult> RetryAsync(RunId id, Command command, RetryFrom? from = null, CancellationToken cancellationToken = default)
        => Answer(id, command, "retry", (run, now) =>
        {
            if (run.Status != RunStatus.Failed) return CommandAnswers.NotFailed(run.Status);
            if (!IsRetryable(run)) return CommandAnswers.FanOutOver;
            var answer = from is null ? GoBack(run) : from.NodeId is null ? GoToStart(run) : GoTo(run, from);
            if (answer.Outcome != CommandOutcome.Accepted) return answer;
            run.InboxSequence++;
            run.ClaimsWithoutProgress = 0;
            run.Failure.Clear();
            (run.Error, run.FinalizerError, run.IsFinalizing, run.FinalizersDueAt, run.RetryPoint) = (null, null, false, StoreTime.None, null);
            SetStatus(run, RunStatus.Pending, now, now);
            Place(run, now);
            return answer;
        });

    private static CommandResult GoBack(RunRow run)
    {
        if (run.RetryPoint is not { } point) return CommandAnswers.Retried;
        Archive(run, point.Event, withCompensations: false);
        run.Frame.Set(point.Frame);
        return CommandAnswers.Retried;
    }

    private static CommandResult GoToStart(RunRow run)
    {
        Archive(run, after: -1, withCompensations: true);
        run.Epoch++;
        run.Frame.Clear();
        run.Extras?.Values.Clear();
        run.Extras?.Progress.Clear();
        return CommandAnswers.RetriedFromStart;
    }

    private static CommandResult GoTo(RunRow run, RetryFrom from)
    {
        StepRow? found = null;
        for (var i = 0; i < run.Steps.Count; i++)
        {
            var row = run.Steps[i];
            if (row.IsArchived) continue;
            if (row.Role == RowRoles.Compensation) return CommandAnswers.Compensated;
            if (row.NodeId != from.NodeId || (from.Path is { } path && row.Path != path)) continue;
            if (found is null || row.Position > found.Position || (row.Position == found.Position && row.Frame is not null && found.Frame is null)) found = row;
        }
        if (found is null) return CommandAnswers.NoOperation(from.NodeId!);
        if (found.Group is { } group) return CommandAnswers.OfABranch(from.NodeId!, group);
        if (found.Frame is not { } frame) return CommandAnswers.NoFrame(from.NodeId!);
        Archive(run, found.FrameEvent, withCompensations: true);
        run.Epoch++;
        run.Frame.Set(frame);
        run.Extras?.Progress.Clear();
        return CommandAnswers.RetriedFrom(from.NodeId!);
    }

    private static void Archive(RunRow run, long after, bool withCompensations)
    {
        // All attempts at an operation, which share their position, go together.
        var positions = new HashSet<int>();
        for (var i = 0; i < run.Steps.Count; i++)
            if (run.Steps[i] is { IsArchived: false } row && row.LastEvent > after && (withCompensations || row.Role != RowRoles.Compensation)) positions.Add(row.Position);
        for (var i = 0; i < run.Steps.Count; i++)
            if (positions.Contains(run.Steps[i].Position)) run.Steps[i].IsArchived = true;
    }
}
