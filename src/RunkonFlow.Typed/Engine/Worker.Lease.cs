using System.Collections.Concurrent;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>The worker's lease: renewed, lost, taken anew; and what the store says about runs under it.</summary>
internal sealed partial class Worker
{
    // Runs whose activation ended before the store had taken them back, to be looked at in the lease's loop.
    private readonly ConcurrentQueue<RunFence> _strays = new();

    private async Task LeaseLoopAsync()
    {
        var token = _stopping.Token;
        var ticks = 0;
        using var timer = new PeriodicTimer(_engine.Options.RequestPollInterval, _engine.Time);
        var perHeartbeat = Math.Max(1, (int)(_engine.Options.HeartbeatInterval / _engine.Options.RequestPollInterval));
        try
        {
            await RecoverAsync(token).ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(token).ConfigureAwait(false))
            {
                // A process that was frozen finds out before it does anything else.
                var isDue = ++ticks % perHeartbeat == 0 || !_lease.IsHeld;
                if (isDue && !await _lease.RenewAsync(token).ConfigureAwait(false))
                {
                    Log.LeaseLost(_engine.Logger, _lease.Token);
                    await BeginAnewAsync(token).ConfigureAwait(false);
                }
                else if (await FindStrayAsync(token).ConfigureAwait(false) is { } stray)
                {
                    Log.RunStrayed(_engine.Logger, stray, _lease.Token);
                    await BeginAnewAsync(token).ConfigureAwait(false);
                }
                if (isDue) await RecoverAsync(token).ConfigureAwait(false);
                if (_runs.Count > 0) await HeedRequestsAsync(token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>
    /// Drops everything, gives the old token up and goes on under a new one. The old token may be in use: a clone of this process
    /// has it too, and the store cannot tell which of the two executes which run. Left alone it would be renewed by the clone, and
    /// the runs that only this process had would wait for as long as that lives. So it is retired: whatever stands under it is
    /// claimable at once, by either. The clone's work on it is fenced from then on, and its next heartbeat tells it to begin anew
    /// as well. That costs an attempt under way, as the loss of a worker does, and ends with two workers of different names.
    /// </summary>
    private async Task BeginAnewAsync(CancellationToken cancellationToken)
    {
        _runs.Abandon();
        _strays.Clear();
        while (true)
        {
            try
            {
                await _lease.BeginAnewAsync(cancellationToken).ConfigureAwait(false);
                _engine.Work.Wake();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.HeartbeatFailed(_engine.Logger, e, _lease.Token);
                await Task.Delay(_engine.Options.RequestPollInterval, _engine.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// A run that this worker owns, under the generation of an activation that is gone: a clone of this process has written it
    /// and is not seen otherwise, or it could not be let go. Nobody executes it, and the lease keeps others off.
    /// </summary>
    private async Task<RunId?> FindStrayAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_strays.TryPeek(out var stray))
            {
                var run = await _engine.Store.GetRunAsync(stray.RunId, cancellationToken).ConfigureAwait(false);
                if (run is not null && run.Generation == stray.Generation && run.Owner == _lease.Token) return stray.RunId;
                _strays.TryDequeue(out _);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.ClaimFailed(_engine.Logger, e, _engine.Options.RequestPollInterval);
        }
        return null;
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            var freed = await _engine.Store.RecoverExpiredAsync(cancellationToken).ConfigureAwait(false);
            if (freed == 0) return;
            Log.RunsRecovered(_engine.Logger, freed);
            _engine.Work.Wake();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.ClaimFailed(_engine.Logger, e, _engine.Options.HeartbeatInterval);
        }
    }

    private async Task HeedRequestsAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var news in await _engine.Store.GetNewsAsync(_lease.Token, cancellationToken).ConfigureAwait(false))
            {
                _runs.Notify(news.RunId);
                if (news.Requests != RunRequests.None) _runs.Stop(news.RunId, news.Requests == RunRequests.Pause ? StopCause.Pause : StopCause.Cancel);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.ClaimFailed(_engine.Logger, e, _engine.Options.RequestPollInterval);
        }
    }
}
