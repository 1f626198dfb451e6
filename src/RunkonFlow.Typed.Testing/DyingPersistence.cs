using System.Data.Common;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Testing;

/// <summary>
/// The store as a process sees it that dies at one of its commits: before it is made, or when it was made and its reply is lost.
/// From then on nothing of the process reaches the store, and no answer of the store reaches the process.
/// </summary>
/// <param name="inner">The store, which lives on.</param>
/// <param name="diesAt">The commit, counted from 1; 0 for none.</param>
/// <param name="afterwards">Dies behind the commit; else before it.</param>
public sealed class DyingPersistence(IWorkflowPersistence inner, int diesAt, bool afterwards) : ForwardingPersistence(inner)
{
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _commits;

    /// <summary>Commits that the process has asked for.</summary>
    public int Commits => Volatile.Read(ref _commits);

    /// <summary>Completes when the process has died.</summary>
    public Task Died => _died.Task;

    /// <summary>The token of the process's worker; null before it has registered one.</summary>
    public string? Worker { get; private set; }

    /// <summary>Dies now, whatever the count of commits.</summary>
    public void Die() => _died.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        if (Interlocked.Increment(ref _commits) != diesAt)
            return await AliveAsync(() => base.CommitAsync(commit, cancellationToken)).ConfigureAwait(false);
        if (afterwards) await base.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        throw Dying();
    }

    /// <inheritdoc/>
    public override async ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        var dies = Interlocked.Increment(ref _commits) == diesAt;
        var result = await base.CommitInTransactionAsync(
            async (transaction, token) =>
            {
                var commit = await body(transaction, token).ConfigureAwait(false);
                ThrowIfDead();
                if (dies && !afterwards) throw Dying();
                return commit;
            },
            cancellationToken).ConfigureAwait(false);
        if (dies) throw Dying();
        ThrowIfDead();
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        => AliveAsync(() => base.ResolveCommitAsync(commit, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ThrowIfDead();
        Worker = worker.Token;
        return AliveAsync(() => base.RegisterWorkerAsync(worker, cancellationToken));
    }

    /// <inheritdoc/>
    public override ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => AliveAsync(() => base.HeartbeatAsync(lease, timeToLive, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
        => AliveAsync(() => base.ClaimRunsAsync(request, into, cancellationToken));

    /// <inheritdoc/>
    public override ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default)
        => _died.Task.IsCompleted ? default : base.RetireWorkerAsync(token, cancellationToken);

    /// <summary>A call that the process lives to make, and whose answer it lives to see.</summary>
    private async ValueTask<T> AliveAsync<T>(Func<ValueTask<T>> call)
    {
        ThrowIfDead();
        var answer = await call().ConfigureAwait(false);
        ThrowIfDead();
        return answer;
    }

    private DeadException Dying()
    {
        _died.TrySetResult();
        return new();
    }

    private void ThrowIfDead()
    {
        if (_died.Task.IsCompleted) throw new DeadException();
    }

    private sealed class DeadException() : Exception("The process is dead.");
}
