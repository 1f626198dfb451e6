using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Schema;
using RunkonFlow.Typed.SqlServer.Tables;
using RunkonFlow.Typed.SqlServer.Writing;

namespace RunkonFlow.Typed.SqlServer;

/// <summary>
/// The store for many machines: everything in one schema of a SQL Server database. What an owner or client does is one procedure call,
/// which is one transaction on the server's clock.
/// </summary>
public sealed partial class SqlServerPersistence : IWorkflowPersistence, IAsyncDisposable, IDisposable
{
    private readonly SqlServerOptions _options;
    private readonly Caller _caller;
    private readonly CommitQueue _commits;

    /// <summary>A store; nothing is opened before the first call.</summary>
    /// <param name="options">Where the database is, and how it is used.</param>
    /// <exception cref="ArgumentException">The options are not acceptable.</exception>
    public SqlServerPersistence(SqlServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _caller = new Caller(options);
        _commits = new CommitQueue(_caller, options.MaxConcurrentCommits);
    }

    /// <summary>Procedure calls made so far.</summary>
    internal long RoundTrips => _caller.RoundTrips;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync(CancellationToken cancellationToken = default)
    {
        var connection = new SqlConnection(_options.BuildConnectionString(""));
        await using var ending = connection.ConfigureAwait(false);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (_options.AutoMigrate) await Migrator.ApplyAsync(connection, _options.Schema, _options.WithRoles, cancellationToken).ConfigureAwait(false);
            else await Migrator.CheckAsync(connection, _options.Schema, cancellationToken).ConfigureAwait(false);
        }
        catch (SqlException exception)
        {
            throw new PersistenceException(
                $"The SQL Server store cannot be opened (error {exception.Number}): {exception.Message} Check that server and database of the connection string are right and reachable.",
                exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default)
        => ReadRowAsync(new Call("get_now_v1"), static row => row.Time(0), default, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        // From the call on the token is not asked again: whether a commit was made must not be left open.
        cancellationToken.ThrowIfCancellationRequested();
        return commit.FanOuts.Count == 0 ? _commits.CommitAsync(commit, null) : CommitFanOutsAsync(commit, cancellationToken);
    }

    private async ValueTask<CommitResult> CommitFanOutsAsync(RunCommit commit, CancellationToken cancellationToken)
        => await _commits.CommitAsync(commit, await RetriedAsync(commit, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Nothing of the store's stays open between calls.</summary>
    public void Dispose()
    {
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => default;

    /// <summary>Items that are tried again get runs whose ids follow from the ones before; an attempt that is over does not change.</summary>
    private async ValueTask<Dictionary<FanOutStart, List<(RunId Previous, RunId Next)>>?> RetriedAsync(RunCommit commit, CancellationToken cancellationToken)
    {
        Dictionary<FanOutStart, List<(RunId, RunId)>>? retried = null;
        foreach (var start in commit.FanOuts)
        {
            if (start.PreviousAttempt == 0) continue;
            var call = new Call("get_tried_items_v1")
                .Id("run_id", commit.RunId).Hash("operation", Hashes.Operation(start.NodeId, start.Path)).Int("attempt", start.PreviousAttempt);
            var runs = await ReadRowsAsync(
                call, row => (row.RunId(0), FanOutRules.NextRunId(row.RunId(0), start.Attempt, StoreTime.Of(row.Time(1)))), cancellationToken).ConfigureAwait(false);
            (retried ??= []).Add(start, runs);
        }
        return retried;
    }

    private ValueTask<List<T>> ReadRowsAsync<T>(Call call, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
        => _caller.RunAsync(call, async (reader, token) =>
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(token).ConfigureAwait(false)) rows.Add(read(reader));
            return rows;
        }, cancellationToken);

    private ValueTask<T> ReadRowAsync<T>(Call call, Func<SqlDataReader, T> read, T missing, CancellationToken cancellationToken, bool isHeartbeat = false)
        => _caller.RunAsync(call, async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? read(reader) : missing, cancellationToken, isHeartbeat);

    private static long Milliseconds(TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero, nameof(timeToLive));
        return (long)timeToLive.TotalMilliseconds;
    }
}
