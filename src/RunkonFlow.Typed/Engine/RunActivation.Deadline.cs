using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>The time that the workflow as a whole may take.</summary>
internal sealed partial class RunActivation
{
    // The same command however often it is sent, so that a run is asked once.
    private static readonly Guid s_deadlineCommand = new("5f0ad4a6-4d3c-4f6e-9b1c-0d4a3f1c7b52");

    /// <summary>A run whose time is over is cancelled as if somebody had asked for it, with the reason <c>Timeout</c>.</summary>
    private void WatchDeadline()
    {
        if (_workflow.Definition.Timeout is not { } limit || _isCancelling || _itemNode > 0) return;
        _deadline = Claim.CreatedAt + limit;
        var left = _deadline.Value - Now;
        if (!TimerLimit.Reaches(left)) return;
        var state = (_engine, RunId);
        _deadlineTimer = _engine.Time.CreateTimer(
            static state =>
            {
                var (engine, run) = ((EngineContext, RunId))state!;
                _ = RequestCancelAsync(engine, run);
            },
            state, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The owner learns of it like of any request: by the answer to its next commit, or when it asks for news.</summary>
    private static async Task RequestCancelAsync(EngineContext engine, RunId run)
    {
        try
        {
            await engine.Store.RequestCancelAsync(run, new Command(s_deadlineCommand, "runkonflow", FailureTypes.Timeout)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.CommitFailed(engine.Logger, e, run);
        }
    }
}
