using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    /// <inheritdoc/>
    public ValueTask<LeaseAnswer> AcquireLeaseAsync(RunId id, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        ThrowIfNotPositive(timeToLive);
        lock (_lock)
        {
            if (FindRun(id) is not { } run) return new(new LeaseAnswer(null, LeaseRefusal.NotFound));
            if (run.Status.IsTerminal()) return new(new LeaseAnswer(null, LeaseRefusal.Terminal));
            if (run.Status is RunStatus.Suspended or RunStatus.Incompatible) return new(new LeaseAnswer(null, LeaseRefusal.NotClaimable));

            var now = Now();
            var until = now + (long)timeToLive.TotalMilliseconds;
            if (HoldsLease(run, token))
            {
                run.LeaseUntil = until;
            }
            else if (IsOwnerAlive(run, now))
            {
                return new(new LeaseAnswer(null, LeaseRefusal.Held, run.OwnerToken, StoreTime.Moment(run.OwnedBy!.IsWorker ? run.OwnedBy.LeaseUntil : run.LeaseUntil)));
            }
            else
            {
                run.Generation++;
                run.Digest = default;
                Own(run, _leaseHolders, token, until);
            }
            return new(new LeaseAnswer(run.Generation, LeaseRefusal.None, token, StoreTime.Moment(until)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewLeaseAsync(RunFence fence, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ThrowIfNotPositive(timeToLive);
        lock (_lock)
        {
            if (FindRun(fence.RunId) is not { } run || run.Generation != fence.Generation || !HoldsLease(run, token)) return new(false);
            run.LeaseUntil = Now() + (long)timeToLive.TotalMilliseconds;
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseLeaseAsync(RunFence fence, string token, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (FindRun(fence.RunId) is not { } run || run.Generation != fence.Generation || !HoldsLease(run, token)) return new(false);
            Free(run, Now());
            return new(true);
        }
    }

    private bool HoldsLease(RunRow run, string token) => run.OwnedBy == _leaseHolders && run.OwnerToken == token;
}
