using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Timers and pauses between attempts: short ones are waited for in memory, long ones park the run.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Waits for the timer at a node; false when the activation is over.</summary>
    private async ValueTask<bool> TimerAsync(int index)
    {
        var node = _workflow.Definition.Nodes[index];
        if (_operation.DueAt is null)
        {
            _operation.StartedAt = Now;
            _operation.DueAt = DueOf(_frame.TimerOf(index), _operation.StartedAt);
        }
        if (_operation.Row is null && _operation.DueAt > Now)
        {
            _operation.Row = StepStatus.Waiting;
            AddRow(node, StepStatus.Waiting);
        }
        if (!await ReadyAsync(node).ConfigureAwait(false)) return false;
        if (IsCancelDue(node)) return DeliverCancel(node);
        EndSegmentAt(AddRow(node, StepStatus.Completed).EndedAt!.Value);
        return true;
    }

    /// <summary>Nobody asked for anything, and the operation does not wait.</summary>
    private bool IsReady => _stop == StopCause.None && _operation.Row != StepStatus.Waiting;

    /// <summary>
    /// Waits until the operation is due, and heeds what others have asked meanwhile. False when the run was parked, paused or
    /// released; true when it is due or a cancel is to be delivered.
    /// </summary>
    private async ValueTask<bool> ReadyAsync(NodeDefinition node)
    {
        while (true)
        {
            if (_stop == StopCause.LeaseLost) return false;
            if (_stop == StopCause.Shutdown)
            {
                await ReleaseAsync(node).ConfigureAwait(false);
                return false;
            }
            if (IsCancelDue(node)) return true;
            if (_stop == StopCause.Pause)
            {
                await PauseAsync(node).ConfigureAwait(false);
                return false;
            }
            if (_operation.Row != StepStatus.Waiting || _operation.DueAt is not { } due) return true;
            var wait = due - Now;
            if (wait <= TimeSpan.Zero) return true;
            if (wait > _engine.Options.ParkAfter && _workflow.Definition.Durability != Durability.None)
            {
                await CommitAsync(_isCancelling ? RunStatus.Cancelling : RunStatus.Waiting, releases: true, dueAt: due).ConfigureAwait(false);
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

    private static DateTimeOffset DueOf(TimerRequest request, DateTimeOffset now)
    {
        if (request.Moment is { } moment) return moment.ToUniversalTime();
        var duration = request.Duration ?? TimeSpan.Zero;
        return duration >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + duration;
    }
}
