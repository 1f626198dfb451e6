using System.Data.Common;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// Transactions of steps, one at a time: SQLite has one writer. They run on a connection of their own, beside the writer's,
/// which finds the write lock taken as if another process had it.
/// </summary>
internal sealed class BodyTransactions(SqliteOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private BodyConnection? _connection;
    private volatile bool _isClosed;

    public async Task<CommitResult> RunAsync(Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var connection = _connection ??= new BodyConnection(options);
            // Waiting for the lock blocks, as the writer's own thread does.
            await Task.Run(() => connection.Begin(() => _isClosed), CancellationToken.None).ConfigureAwait(false);
            return await RunAsync(connection, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever the body left behind on the connection, a setting or a statement, is not for the next one.
            _connection?.Dispose();
            _connection = null;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        // A body that is under way ends first; it takes no longer than its limit.
        if (!_turn.Wait(options.TransactionLimit + options.TransactionGrace)) return;
        _connection?.Dispose();
        _connection = null;
        _turn.Release();
    }

    private async Task<CommitResult> RunAsync(
        BodyConnection connection, Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken)
    {
        // Real time, as nobody else in the world can write meanwhile.
        using var limit = new CancellationTokenSource(options.TransactionLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var end = new Timer(static state => ((BodyConnection)state!).TakeAway(), connection, options.TransactionLimit + options.TransactionGrace, Timeout.InfiniteTimeSpan);
        RunCommit commit;
        try
        {
            commit = await body(connection.Transaction, either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await end.DisposeAsync().ConfigureAwait(false);
            connection.Rollback();
            if (limit.IsCancellationRequested) throw TooLong(e);
            if (connection.WasEndedByBody) throw Ended(e);
            throw;
        }
        await end.DisposeAsync().ConfigureAwait(false);
        if (limit.IsCancellationRequested)
        {
            connection.Rollback();
            throw TooLong(null);
        }
        if (connection.WasEndedByBody || !connection.IsOpen)
        {
            connection.Rollback();
            throw Ended(null);
        }
        return connection.Commit(commit);
    }

    private TransactionTimeoutException TooLong(Exception? cause) => new(
        $"The step's body took longer than {options.TransactionLimit.TotalSeconds:0.##} s in its transaction, and nobody else can write to '{options.Path}' meanwhile: "
        + "what it wrote was taken back. Do what takes time in a step before it, and only write in this one.",
        cause);

    private static TransactionEndedException Ended(Exception? cause) => new(
        "The step's body has committed or rolled back the transaction that it was handed: what it wrote was taken back. Leave both to the engine, which commits the step's end with it.",
        cause);
}
