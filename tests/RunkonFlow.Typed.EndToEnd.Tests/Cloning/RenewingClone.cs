using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd.Cloning;

/// <summary>A store in which a clone of the process renews the lease that both have, just before the process does, from a moment on.</summary>
internal sealed class RenewingClone(IWorkflowPersistence inner, Func<bool> isThere) : ForwardingPersistence(inner)
{
    /// <summary>The lease as the clone has it.</summary>
    public WorkerLease? Lease { get; private set; }

    public override async ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        if (isThere()) Lease ??= await base.HeartbeatAsync(lease, timeToLive, cancellationToken);
        return await base.HeartbeatAsync(lease, timeToLive, cancellationToken);
    }
}
