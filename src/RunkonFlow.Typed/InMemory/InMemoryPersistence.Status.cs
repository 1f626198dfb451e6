using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// What follows from a change of a run's status, whoever makes it.
public sealed partial class InMemoryPersistence
{
    /// <param name="run">The run.</param>
    /// <param name="to">The status it is to have; the caller has checked that the tables allow it.</param>
    /// <param name="due">When it is to be claimed.</param>
    /// <param name="now">The moment of the change.</param>
    /// <param name="reason">For suspended: why.</param>
    /// <param name="error">The error that comes with the change; the event of a failure shows it.</param>
    private void SetStatus(
        RunRow run, RunStatus to, long due, long now, SuspendReason reason = SuspendReason.None, string? error = null)
    {
        var from = run.Status;
        var isFirstStart = to == RunStatus.Running && run.StartedAt == StoreTime.None;
        run.Status = to;
        run.Due = due;
        run.SuspendReason = to != RunStatus.Suspended ? SuspendReason.None : reason == SuspendReason.None ? SuspendReason.Paused : reason;
        run.Requests = RequestsAfter(run.Requests, from, to);
        if (isFirstStart) run.StartedAt = now;
        if (from == RunStatus.Incompatible && to != from) run.Bucket.Incompatible.Remove(run);
        if (to == RunStatus.Incompatible && to != from) run.Bucket.Incompatible.Add(run);
        if (to.IsTerminal()) CloseOpenWork(run, now);
        if (to.IsTerminal()) Release(run, static _ => true, now);
        else if (to is RunStatus.Suspended or RunStatus.Incompatible) Release(run, static holder => holder.NodeId.Length > 0, now);
        if (RunEventKinds.Of(from, to, isFirstStart) is { } kind)
            run.Events.AddRun(kind, EventDetail(run, error), to == RunStatus.Waiting ? due : StoreTime.None, now);
        if (to.IsTerminal() && !from.IsTerminal())
        {
            End(run, now);
            TellParent(run, now);
        }
        else if (from.IsTerminal() && !to.IsTerminal())
        {
            Revive(run);
            if (run.Item is { } item) RunAgain(item, now);
        }
    }

    /// <summary>A request is dropped when it is taken up, and stands again when a cancelling run is set aside.</summary>
    private static RunRequests RequestsAfter(RunRequests requests, RunStatus from, RunStatus to) => to switch
    {
        RunStatus.Cancelling => requests & ~RunRequests.Cancel,
        RunStatus.Suspended => (requests & ~RunRequests.Pause) | (from == RunStatus.Cancelling ? RunRequests.Cancel : default),
        RunStatus.Incompatible => requests | (from == RunStatus.Cancelling ? RunRequests.Cancel : default),
        _ => to.IsTerminal() ? RunRequests.None : requests,
    };

    private static string? EventDetail(RunRow run, string? error) => run.Status switch
    {
        RunStatus.Failed => error,
        RunStatus.Cancelling or RunStatus.Cancelled => run.CancelRequest?.Reason,
        RunStatus.Suspended => run.SuspendReason == SuspendReason.Poison ? "poison" : "paused",
        _ => null,
    };

    /// <summary>
    /// A run that ends leaves nothing open: what waits, or has not begun, is skipped, or cancelled with a cancelled run; an
    /// attempt that still counts as running is cancelled; fan-out items are skipped, and those that run asked to cancel.
    /// </summary>
    private void CloseOpenWork(RunRow run, long now)
    {
        while (run.Steps.FirstOpen is { } row)
        {
            var from = row.Status;
            row.EndedAt = now;
            Enter(row, from, from == StepStatus.Running || run.Status == RunStatus.Cancelled ? StepStatus.Cancelled : StepStatus.Skipped, now);
        }
        if (run.Extras is not { FanOuts.Count: > 0 } extras) return;
        var steps = extras.FanOuts.OrderBy(step => step.Id).ToArray();
        foreach (var step in steps)
        {
            if (step.Extras!.FanOut is not null) continue;
            foreach (var item in step.Extras.Items)
                if (!item.Status.IsTerminal()) Apply(item, new(item.Id, FanOutItemStatus.Skipped), now);
        }
        foreach (var step in steps)
            if (step.Extras!.FanOut is { } fanOut) Break(fanOut, now);
    }

    /// <summary>Puts a run where claims find it, or takes it away from there.</summary>
    private static void Place(RunRow run, long now)
    {
        var isClaimable = run.OwnedBy is null && run.Due != StoreTime.None
            && run.Status is RunStatus.Pending or RunStatus.Waiting or RunStatus.NeedsResume or RunStatus.Cancelling;
        if (isClaimable) run.Bucket.Place(run, now);
        else run.Heap?.Remove(run);
    }

    /// <summary>Something came in for a run from outside: its inbox moves, and if it is parked it is due.</summary>
    private static void Wake(RunRow run, long now)
    {
        run.InboxSequence++;
        if (run.Status != RunStatus.Waiting && (run.Status != RunStatus.Cancelling || run.OwnedBy is not null)) return;
        if (run.Due == StoreTime.None || run.Due > now) run.Due = now;
        Place(run, now);
    }

    private static void Own(RunRow run, OwnerRow owner, string token, long leaseUntil)
    {
        Disown(run);
        (run.OwnedBy, run.OwnerToken, run.LeaseUntil) = (owner, token, leaseUntil);
        run.NextOwned = owner.First;
        if (owner.First is { } first) first.PreviousOwned = run;
        owner.First = run;
        run.Heap?.Remove(run);
    }

    private static void Disown(RunRow run)
    {
        if (run.OwnedBy is not { } owner) return;
        if (run.PreviousOwned is { } previous) previous.NextOwned = run.NextOwned;
        else owner.First = run.NextOwned;
        if (run.NextOwned is { } next) next.PreviousOwned = run.PreviousOwned;
        (run.OwnedBy, run.OwnerToken, run.LeaseUntil) = (null, null, StoreTime.None);
        (run.NextOwned, run.PreviousOwned) = (null, null);
    }

    /// <summary>Takes a run from an owner that is gone, or that lets go: it is claimable at once, and no late reply counts.</summary>
    private void Free(RunRow run, long now)
    {
        Disown(run);
        ReleaseUsed(run, now);
        run.Digest = default;
        SetStatus(run, run.Status == RunStatus.Running ? RunStatus.NeedsResume : run.Status, now, now, run.SuspendReason);
        Place(run, now);
    }

    private static bool IsOwnerAlive(RunRow run, long now)
        => run.OwnedBy is { } owner && (owner.IsWorker ? owner.LeaseUntil : run.LeaseUntil) > now;
}
