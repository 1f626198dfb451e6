using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd.Cloning;

/// <summary>
/// A process and its clone: the same worker lease, the same claimed run, both in the middle of its first step. Neither renews
/// its lease before one of them was told that its commit came too late. Then one of them renews, and only after that the other
/// can find out that it is not alone.
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
    private readonly TaskCompletionSource _loserBeganAnew = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _signing;

    public Task<WorkerLease> Lease => _lease.Task;

    public Task<ClaimedRun> Claim => _claim.Task;

    /// <summary>The answer to the commit with which the first step began.</summary>
    public Task<CommitResult> Beginning => _beginning.Task;

    public Task<ClonePersistence> Loser => _loser.Task;

    public void Registered(WorkerLease lease) => _lease.TrySetResult(lease);

    public void Claimed(ClaimedRun run) => _claim.TrySetResult(run);

    public void Began(CommitResult answer) => _beginning.TrySetResult(answer);

    /// <summary>The loser learns of it when the lease has been renewed by whoever comes first.</summary>
    public Task FencedAsync(ClonePersistence clone)
    {
        _loser.TrySetResult(clone);
        return _firstRenewed.Task.WaitAsync(s_patience);
    }

    public async Task BeganAnewAsync(ClonePersistence clone)
    {
        if (await Loser.WaitAsync(s_patience) == clone) _loserBeganAnew.TrySetResult();
    }

    /// <summary>The first step ends in both at once; the second waits until the loser has gone on under another name.</summary>
    public Task SignAsync(string what, CancellationToken cancellationToken)
    {
        if (what.EndsWith("second", StringComparison.Ordinal)) return _loserBeganAnew.Task.WaitAsync(cancellationToken);
        if (Interlocked.Increment(ref _signing) == 2) _bothSign.TrySetResult();
        return _bothSign.Task.WaitAsync(cancellationToken);
    }

    public async Task<WorkerLease?> RenewAsync(ClonePersistence clone, Func<Task<WorkerLease?>> renew)
    {
        var isLoser = await Loser.WaitAsync(s_patience) == clone;
        if (isLoser != loserRenewsFirst) await (isLoser ? _firstRenewed : _loserBeganAnew).Task.WaitAsync(s_patience);
        var lease = await renew();
        _firstRenewed.TrySetResult();
        return lease;
    }
}
