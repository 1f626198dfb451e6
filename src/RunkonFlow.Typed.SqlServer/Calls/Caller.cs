using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>
/// Makes calls: one procedure, one round trip, one connection of the pool. What fails in passing is repeated as it is, for as long as
/// the options say.
/// </summary>
internal sealed class Caller(SqlServerOptions options)
{
    private readonly string _connectionString = options.BuildConnectionString("");
    private readonly string _heartbeats = options.BuildConnectionString(" heartbeat");
    private readonly string _schema = options.Schema;
    private readonly int _timeout = (int)options.CommandTimeout.TotalSeconds;
    private readonly TestClock? _clock = options.Clock is { } time ? new TestClock(time, options.Schema) : null;
    private long _roundTrips;

    /// <summary>Calls made so far, tries that failed among them.</summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>Makes a call and reads its answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads the answer, from before its first row; called anew at each try.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <param name="isHeartbeat">It goes over connections of its own, so that no shortage of the others costs a lease.</param>
    /// <exception cref="PersistenceException">The server cannot be reached, or refuses; the message says what to do.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(
        ICall call, Func<SqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken, bool isHeartbeat = false)
    {
        var start = Stopwatch.GetTimestamp();
        var isOnNewConnection = false;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(call, read, isHeartbeat, cancellationToken).ConfigureAwait(false);
            }
            catch (SqlException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var isPassing = ServerErrors.IsPassing(exception);
                if ((!isPassing && isOnNewConnection) || Stopwatch.GetElapsedTime(start) > options.RetryFor) throw Failure(call, exception);
                // What else fails may come of what an earlier call has left behind on the connection: it is tried on a new one, once.
                isOnNewConnection |= !isPassing;
                await PauseAsync(tries, exception, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidOperationException exception) when (exception is not ObjectDisposedException && exception.Source == "Microsoft.Data.SqlClient")
            {
                // No connection of the pool became free in time, or the one at hand broke between two steps of the driver.
                cancellationToken.ThrowIfCancellationRequested();
                if (Stopwatch.GetElapsedTime(start) > options.RetryFor) throw new PersistenceException($"The SQL Server store got no connection: {exception.Message}", exception);
                await PauseAsync(tries, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Makes a call in somebody's transaction, once.</summary>
    public async ValueTask<T> RunAsync<T>(ICall call, SqlTransaction transaction, Func<SqlDataReader, CancellationToken, ValueTask<T>> read)
    {
        Interlocked.Increment(ref _roundTrips);
        var command = call.ToCommand(transaction.Connection, _schema, _timeout);
        command.Transaction = transaction;
        return await ReadAsync(command, read, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Opens a connection for a transaction of a step; a failure in passing is tried again.</summary>
    public async ValueTask<SqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var connection = new SqlConnection(_connectionString);
            try
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                if (_clock is not null) await _clock.SetAsync(connection, cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (SqlException exception)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (!ServerErrors.IsPassing(exception) || Stopwatch.GetElapsedTime(start) > options.RetryFor)
                    throw new PersistenceException($"The SQL Server store got no connection (error {exception.Number}): {exception.Message}", exception);
                await PauseAsync(tries, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> TryAsync<T>(
        ICall call, Func<SqlDataReader, CancellationToken, ValueTask<T>> read, bool isHeartbeat, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(isHeartbeat ? _heartbeats : _connectionString);
        await using var ending = connection.ConfigureAwait(false);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (_clock is not null) await _clock.SetAsync(connection, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _roundTrips);
        var command = call.ToCommand(connection, _schema, _timeout);
        try
        {
            return await ReadAsync(command, read, cancellationToken).ConfigureAwait(false);
        }
        catch (SqlException exception) when (!ServerErrors.IsPassing(exception))
        {
            SqlConnection.ClearPool(connection);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<T> ReadAsync<T>(
        SqlCommand command, Func<SqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var answer = await read(reader, cancellationToken).ConfigureAwait(false);
        // An error that comes behind the answer, such as one of the transaction's end, is met only by reading on.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }
        return answer;
    }

    private static Task PauseAsync(int tries, SqlException? exception, CancellationToken cancellationToken)
    {
        var most = Math.Min(2000, 4 << Math.Min(tries, 9));
        var milliseconds = Random.Shared.Next(1, most) + (exception is not null && ServerErrors.IsThrottled(exception) ? 10_000 : 0);
        return Task.Delay(milliseconds, cancellationToken);
    }

    private PersistenceException Failure(ICall call, SqlException exception) => new(
        exception.Number switch
        {
            229 => $"The login may not execute {_schema}.{call.Procedure}: add it to the role {_schema}_worker or {_schema}_client.",
            2812 or 208 => $"The database has no procedure {_schema}.{call.Procedure}: apply the schema by SqlServerSchema.MigrateAsync, or give its script to who may.",
            18456 => "The server refused the login: check the user, the password or the identity of the connection string.",
            _ => $"SQL Server failed {_schema}.{call.Procedure} with error {exception.Number}: {exception.Message}",
        },
        exception);
}
