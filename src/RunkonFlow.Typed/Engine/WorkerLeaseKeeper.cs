using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// Keeps a worker's lease. Whether it still holds is judged on the monotonic clock from the moment at which the last good
/// heartbeat was sent, never on a wall clock and never from the moment of its answer.
/// </summary>
internal sealed class WorkerLeaseKeeper(EngineContext engine)
{
    private WorkerLease? _lease;
    private long _sentAt;
    private string _token = "";

    /// <summary>The worker's token, of the registration in force or the last one; empty before the first.</summary>
    public string Token => _token;

    /// <summary>The lease holds for sure.</summary>
    public bool IsHeld => _lease is not null && engine.Time.GetElapsedTime(_sentAt) < engine.Options.LeaseTimeToLive;

    /// <summary>Registers the worker under a new token.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var sentAt = engine.Time.GetTimestamp();
        var worker = new NewWorker(
            RunId.New(engine.Time).ToString(), $"{Environment.MachineName}/{Environment.ProcessId}", engine.Options.LeaseTimeToLive);
        _lease = await engine.Store.RegisterWorkerAsync(worker, cancellationToken).ConfigureAwait(false);
        (_sentAt, _token) = (sentAt, _lease.Token);
    }

    /// <summary>Gives up the token, whoever else may use it, and registers under a new one; may be called again where it failed.</summary>
    public async Task BeginAnewAsync(CancellationToken cancellationToken)
    {
        _lease = null;
        await engine.Store.RetireWorkerAsync(_token, cancellationToken).ConfigureAwait(false);
        await RegisterAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Renews the lease; false when it is lost.</summary>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var sentAt = engine.Time.GetTimestamp();
        try
        {
            _lease = await engine.Store.HeartbeatAsync(_lease!, engine.Options.LeaseTimeToLive, cancellationToken).ConfigureAwait(false);
            if (_lease is not null) _sentAt = sentAt;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.HeartbeatFailed(engine.Logger, e, Token);
        }
        return IsHeld;
    }

    /// <summary>Gives the lease back; what the worker still owns is claimable at once.</summary>
    public async Task RetireAsync(CancellationToken cancellationToken)
    {
        if (_token.Length > 0) await engine.Store.RetireWorkerAsync(_token, cancellationToken).ConfigureAwait(false);
        _lease = null;
    }
}
