using System.Data.Common;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

/// <summary>
/// The embedded store: everything in one SQLite file on a local file system, which several processes may share. A commit is
/// acknowledged only when it is durable; commits that wait together share one transaction.
/// </summary>
/// <example><code>await using var store = new SqlitePersistence(new SqliteOptions { Path = "runkonflow.db" });</code></example>
public sealed partial class SqlitePersistence : IWorkflowPersistence, IAsyncDisposable, IDisposable
{
    private readonly SqliteOptions _options;
    private readonly SemaphoreSlim _opening = new(1);
    private Store? _store;
    private bool _isDisposed;

    /// <summary>A store on a file; nothing is opened before the first call.</summary>
    /// <param name="options">Where the file is, and how it is used.</param>
    public SqlitePersistence(SqliteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync(CancellationToken cancellationToken = default) => await OpenAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default)
        => new(StoreTime.Moment(Now()));

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        // From here on the token is not asked again: whether a commit was made must not be left open.
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<CommitResult>(cancellationToken);
        return _store is { } store ? store.CommitAsync(commit) : OpenAndCommitAsync(commit, cancellationToken);
    }

    /// <inheritdoc/>
    public bool HasTransactions => true;

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await store.Transactions.RunAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var digest = CommitDigest.Of(commit);
        // Under the write lock: no transaction that might still commit is open then.
        return WriteAsync(session => session.Commits.Resolve(commit, digest), cancellationToken);
    }

    /// <summary>Finishes what was handed in, and closes the file.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _store, null)?.Dispose();
        _opening.Dispose();
    }

    /// <summary>Finishes what was handed in, and closes the file.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private async ValueTask<CommitResult> OpenAndCommitAsync(RunCommit commit, CancellationToken cancellationToken)
    {
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await store.CommitAsync(commit).ConfigureAwait(false);
    }

    private async ValueTask<Store> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_store is { } open) return open;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _store ??= await Store.OpenAsync(_options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async ValueTask<T> ReadAsync<TState, T>(TState state, Func<Connection, TState, T> read, CancellationToken cancellationToken)
    {
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await store.Readers.ReadAsync(state, read, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<T> WriteAsync<T>(Func<WriteSession, T> apply, CancellationToken cancellationToken, bool isUrgent = false)
    {
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await store.WriteAsync(apply, cancellationToken, isUrgent).ConfigureAwait(false);
    }

    private long Now() => _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Milliseconds(TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero, nameof(timeToLive));
        return (long)timeToLive.TotalMilliseconds;
    }
}
