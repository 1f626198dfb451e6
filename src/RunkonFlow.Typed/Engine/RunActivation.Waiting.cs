using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Timers and pauses between attempts: short ones are waited for in memory, long ones park the run.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Waits for the timer at which the flow stands; false when the activation is over.</summary>
    private async ValueTask<bool> TimerAsync(Strand strand)
    {
        BeginTimer(strand);
        if (!await ReadyAsync(strand).ConfigureAwait(false)) return false;
        if (IsCancelDue(strand)) return await DeliverCancelAsync(strand).ConfigureAwait(false);
        EndTimer(strand);
        return true;
    }

    private void BeginTimer(Strand strand)
    {
        ref var operation = ref strand.Operation;
        if (operation.DueAt is null)
        {
            operation.StartedAt = Now;
            operation.DueAt = DueOf(strand.Frame.TimerOf(strand.Command.Node), operation.StartedAt);
        }
        if (operation.Row is not null || operation.DueAt <= Now) return;
        operation.Row = StepStatus.Waiting;
        AddRow(strand, StepStatus.Waiting);
    }

    private void EndTimer(Strand strand)
    {
        EndSegmentAt(strand, AddRow(strand, StepStatus.Completed).EndedAt!.Value);
    }

    /// <summary>Nobody asked for anything, and the operation does not wait.</summary>
    private bool IsReady(Strand strand) => _stop == StopCause.None && strand.Operation.Row != StepStatus.Waiting;

    /// <summary>
    /// Waits until the operation is due, and heeds what others have asked meanwhile. False when the run was parked, paused or
    /// released; true when it is due or a cancel is to be delivered.
    /// </summary>
    private async ValueTask<bool> ReadyAsync(Strand strand)
    {
        while (true)
        {
            if (_stop == StopCause.LeaseLost) return false;
            if (_stop == StopCause.Shutdown)
            {
                await ReleaseAsync().ConfigureAwait(false);
                return false;
            }
            if (IsCancelDue(strand)) return true;
            if (_stop == StopCause.Pause)
            {
                await PauseAsync().ConfigureAwait(false);
                return false;
            }
            if (strand.Operation.Row != StepStatus.Waiting || strand.Operation.DueAt is not { } due) return true;
            var wait = due - Now;
            if (wait <= TimeSpan.Zero) return true;
            if (wait > _engine.Options.ParkAfter && _workflow.Definition.Durability != Durability.None)
            {
                await ParkAsync(due).ConfigureAwait(false);
                return false;
            }
            if (_draft.HasRows && _workflow.Definition.Durability == Durability.Step)
            {
                if (!await CommitAsync(ActiveStatus).ConfigureAwait(false)) return false;
                continue;
            }
            await _hotWait.ForAsync(wait).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of the run until it is due, or until something comes from outside.</summary>
    private ValueTask<bool> ParkAsync(DateTimeOffset? due)
    {
        if (_deadline is { } deadline && !_isCancelling && (due is null || deadline < due)) due = deadline;
        return CommitAsync(_isCancelling ? RunStatus.Cancelling : RunStatus.Waiting, releases: true, dueAt: due);
    }

    private static DateTimeOffset DueOf(TimerRequest request, DateTimeOffset now)
    {
        if (request.Moment is { } moment) return moment.ToUniversalTime();
        var duration = request.Duration ?? TimeSpan.Zero;
        return duration >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + duration;
    }
}
