using System.Collections.Concurrent;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Reading;

/// <summary>
/// Connections for reading, beside the writer's. A read runs on its caller's thread from beginning to end: no transaction
/// stays open across an await, so none keeps the log from being cut.
/// </summary>
internal sealed class ReaderPool(SqliteOptions options) : IDisposable
{
    private const int Limit = 4;

    private readonly ConcurrentBag<Connection> _free = [];
    private volatile bool _isClosed;

    public async ValueTask<T> ReadAsync<TState, T>(TState state, Func<Connection, TState, T> read, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return Read(state, read);
            }
            // A reader meets a lock only for moments, while another process opens or recovers the file.
            catch (SqliteFailure failure) when (failure.IsBusy)
            {
                await Task.Delay(Random.Shared.Next(1, Math.Min(tries, 4) + 2), cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteFailure failure)
            {
                throw failure.ToPersistenceException(options.Path);
            }
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_free.TryTake(out var connection)) connection.Dispose();
    }

    private T Read<TState, T>(TState state, Func<Connection, TState, T> read)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_free.TryTake(out var connection)) connection = Connection.Open(options.Path, options.Synchronous);
        try
        {
            var answer = read(connection, state);
            if (_free.Count >= Limit || _isClosed) connection.Dispose();
            else _free.Add(connection);
            return answer;
        }
        catch
        {
            // Its statements may stand in the middle of a row.
            connection.Dispose();
            throw;
        }
    }
}
