using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    /// <inheritdoc/>
    public ValueTask<LeaseAnswer> AcquireLeaseAsync(RunId id, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        var milliseconds = Milliseconds(timeToLive);
        return WriteAsync(session => Acquire(session, id, token, milliseconds), cancellationToken);
    }

    private static LeaseAnswer Acquire(WriteSession session, RunId id, string token, long timeToLive)
    {
        var run = session.Run;
        if (!run.Load(session.Connection, id)) return new(null, LeaseRefusal.NotFound);
        if (run.Status.IsTerminal()) return new(null, LeaseRefusal.Terminal);
        if (run.Status is RunStatus.Suspended or RunStatus.Incompatible) return new(null, LeaseRefusal.NotClaimable);

        var now = session.Now;
        if (!HoldsLease(session, token))
        {
            if (session.IsOwnerAlive(now)) return new(null, LeaseRefusal.Held, run.Owner, StoreTime.Moment(session.OwnerLeaseUntil()!.Value));
            run.Generation++;
            run.Digest = default;
        }
        session.Own(token, now + timeToLive);
        run.Save(session.Connection);
        return new(run.Generation, LeaseRefusal.None, token, StoreTime.Moment(now + timeToLive));
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewLeaseAsync(RunFence fence, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        var milliseconds = Milliseconds(timeToLive);
        return WriteAsync(session =>
        {
            if (!HoldsLease(session, fence, token)) return false;
            session.Run.LeaseUntil = session.Now + milliseconds;
            session.Run.Save(session.Connection);
            return true;
        }, cancellationToken, isUrgent: true);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseLeaseAsync(RunFence fence, string token, CancellationToken cancellationToken = default)
        => WriteAsync(session =>
        {
            if (!HoldsLease(session, fence, token)) return false;
            session.Free(session.Now);
            session.Run.Save(session.Connection);
            return true;
        }, cancellationToken);

    private static bool HoldsLease(WriteSession session, RunFence fence, string token)
        => session.Run.Load(session.Connection, fence.RunId) && session.Run.Generation == fence.Generation && HoldsLease(session, token);

    // A worker's right stands on its row, so a lease is what has an end of its own.
    private static bool HoldsLease(WriteSession session, string token)
        => session.Run.LeaseUntil is not null && session.Run.Owner == token;
}
