using System.Collections.Concurrent;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd.Cloning;

/// <summary>
/// A process and its clone: the same worker lease, the same claimed run, both in the middle of its first step. Neither renews
/// its lease before one of them was told that its commit came too late; then they renew one after the other.
/// </summary>
internal sealed class CloneScene(bool loserRenewsFirst)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource<WorkerLease> _lease = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClaimedRun> _claim = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CommitResult> _beginning = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _bothSign = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ClonePersistence> _loser = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstRenewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _bothRenewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _signing;

    public Task<WorkerLease> Lease => _lease.Task;

    public Task<ClaimedRun> Claim => _claim.Task;

    /// <summary>The answer to the commit with which the first step began.</summary>
    public Task<CommitResult> Beginning => _beginning.Task;

    public Task<ClonePersistence> Loser => _loser.Task;

    public Task BothRenewed => _bothRenewed.Task;

    /// <summary>Whether each renewal of the shared lease was let through, in order.</summary>
    public ConcurrentQueue<bool> Renewals { get; } = new();

    public void Registered(WorkerLease lease) => _lease.TrySetResult(lease);

    public void Claimed(ClaimedRun run) => _claim.TrySetResult(run);

    public void Began(CommitResult answer) => _beginning.TrySetResult(answer);

    public void Fenced(ClonePersistence clone) => _loser.TrySetResult(clone);

    /// <summary>The first step ends in both at once; the second waits until both have asked for their lease.</summary>
    public Task SignAsync(string what, CancellationToken cancellationToken)
    {
        if (what.EndsWith("second", StringComparison.Ordinal)) return BothRenewed.WaitAsync(cancellationToken);
        if (Interlocked.Increment(ref _signing) == 2) _bothSign.TrySetResult();
        return _bothSign.Task.WaitAsync(cancellationToken);
    }

    public async Task<WorkerLease?> RenewAsync(ClonePersistence clone, Func<Task<WorkerLease?>> renew)
    {
        var isFirst = await Loser.WaitAsync(s_patience) == clone == loserRenewsFirst;
        if (!isFirst) await _firstRenewed.Task.WaitAsync(s_patience);
        var lease = await renew();
        if (BothRenewed.IsCompleted) return lease;
        Renewals.Enqueue(lease is not null);
        (isFirst ? _firstRenewed : _bothRenewed).TrySetResult();
        return lease;
    }
}
