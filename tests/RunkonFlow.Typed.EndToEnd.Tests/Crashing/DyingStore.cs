using System.Data.Common;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.EndToEnd.Crashing;

/// <summary>
/// The store as a process sees it that dies at its n-th commit: before it was made, or when it was made and its reply is lost.
/// From then on nothing of the process reaches the store.
/// </summary>
internal sealed class DyingStore(IWorkflowPersistence inner, int diesAt, bool afterwards) : ForwardingPersistence(inner)
{
    private readonly IWorkflowPersistence _inner = inner;
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _commits;

    /// <summary>Commits that the process has asked for.</summary>
    public int Commits => Volatile.Read(ref _commits);

    /// <summary>Completes when the process has died.</summary>
    public Task Died => _died.Task;

    /// <summary>The process's worker.</summary>
    public string? Worker { get; private set; }

    /// <summary>Dies now, whatever the count of commits.</summary>
    public void Die() => _died.TrySetResult();

    public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        if (Interlocked.Increment(ref _commits) != diesAt) return await _inner.CommitAsync(commit, cancellationToken);
        if (afterwards) await _inner.CommitAsync(commit, cancellationToken);
        _died.SetResult();
        throw new DeadException();
    }

    public override async ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        var dies = Interlocked.Increment(ref _commits) == diesAt;
        var result = await _inner.CommitInTransactionAsync(
            async (transaction, token) =>
            {
                var commit = await body(transaction, token);
                ThrowIfDead();
                if (dies && !afterwards) throw Dying();
                return commit;
            },
            cancellationToken);
        return dies ? throw Dying() : result;
    }

    public override ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return base.ResolveCommitAsync(commit, cancellationToken);
    }

    private DeadException Dying()
    {
        _died.TrySetResult();
        return new();
    }

    public override ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        Worker = worker.Token;
        return base.RegisterWorkerAsync(worker, cancellationToken);
    }

    public override ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return base.HeartbeatAsync(lease, timeToLive, cancellationToken);
    }

    public override ValueTask<int> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return base.ClaimRunsAsync(request, into, cancellationToken);
    }

    public override ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default)
        => _died.Task.IsCompleted ? default : base.RetireWorkerAsync(token, cancellationToken);

    private void ThrowIfDead()
    {
        if (_died.Task.IsCompleted) throw new DeadException();
    }

    private sealed class DeadException() : Exception("The process is dead.");
}
