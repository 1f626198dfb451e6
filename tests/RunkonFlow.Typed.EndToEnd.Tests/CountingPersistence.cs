using System.Collections.Concurrent;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Counts what a worker asks of its store.</summary>
internal sealed class CountingPersistence(IWorkflowPersistence inner) : ForwardingPersistence(inner)
{
    public ConcurrentDictionary<string, int> Calls { get; } = new();

    public override ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
        => Counted("claim", base.ClaimRunsAsync(request, into, cancellationToken));

    public override ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        => Counted("commit", base.CommitAsync(commit, cancellationToken));

    public override ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default)
        => Counted("next due", base.GetNextDueAsync(@namespace, cancellationToken));

    public override ValueTask<IReadOnlyList<RunNews>> GetNewsAsync(string worker, CancellationToken cancellationToken = default)
        => Counted("news", base.GetNewsAsync(worker, cancellationToken));

    public override ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default)
        => Counted("recover", base.RecoverExpiredAsync(cancellationToken));

    public override ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => Counted("heartbeat", base.HeartbeatAsync(lease, timeToLive, cancellationToken));

    public override ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default)
        => Counted("now", base.GetUtcNowAsync(cancellationToken));

    private ValueTask<T> Counted<T>(string call, ValueTask<T> answer)
    {
        Calls.AddOrUpdate(call, 1, static (_, count) => count + 1);
        return answer;
    }
}
