using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;
using RunkonFlow.Typed.SqlServer.Writing;

namespace RunkonFlow.Typed.SqlServer.Tests.NeedsSqlServer;

/// <summary>Who waits for whom, with row versioning and without.</summary>
[Trait(RealServer.Trait, RealServer.Product)]
public sealed class LockTests
{
    private const string Schema = "rf_locks";

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_claim_passes_over_a_run_that_somebody_has_locked()
    {
        var options = await OpenAsync();
        var store = new SqlServerPersistence(options);
        var locked = await RealServer.CreatedAsync(store);
        var free = await RealServer.CreatedAsync(store);
        await using var connection = await RealServer.OpenAsync(options.ConnectionString);
        await using (var transaction = await LockAsync(connection, locked))
        {
            Assert.Equal(free, Assert.Single(await RealServer.ClaimAsync(store, 5)).RunId);
            Assert.Empty(await RealServer.ClaimAsync(store, 5));
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(locked, Assert.Single(await RealServer.ClaimAsync(store, 5)).RunId);
    }

    [Fact]
    public async Task A_list_waits_for_no_writer_where_rows_are_versioned_and_else_only_for_its_end()
    {
        var options = await OpenAsync();
        var store = new SqlServerPersistence(options);
        var id = await RealServer.CreatedAsync(store);
        await using var connection = await RealServer.OpenAsync(options.ConnectionString);
        var isVersioned = await RealServer.HasRowVersioningAsync(connection);
        var transaction = await LockAsync(connection, id);

        var list = store.ListRunsAsync(new(), TestContext.Current.CancellationToken).AsTask();
        if (isVersioned) await list.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.Equal(id, Assert.Single((await list).Runs).Id);
    }

    [Fact]
    public async Task A_claim_of_many_runs_locks_rows_and_no_table()
    {
        const int Runs = 500;
        var options = await OpenAsync();
        var store = new SqlServerPersistence(options);
        for (var i = 0; i < Runs; i++) await RealServer.CreatedAsync(store);
        var call = new Call("claim_runs_v1")
            .Text("worker", "w1", 200).Guid("claim_id", Guid.NewGuid()).Text("namespace", "default", 200).Int("most", Runs).Int("poison_limit", 10)
            .Texts("queues", new TableRows(TableType.Texts).Int(0).Int(0).Text("default"),
                "workflows", new TableRows(TableType.Workflows).Text("order").Int(1).Text("shape"));

        Assert.Equal((0, true), await LocksOfAsync(options, call, Runs));
    }

    [Fact]
    public async Task A_batch_of_commits_locks_rows_and_no_table()
    {
        const int Runs = 200;
        var options = await OpenAsync();
        var store = new SqlServerPersistence(options);
        for (var i = 0; i < Runs; i++) await RealServer.CreatedAsync(store);
        var claimed = await RealServer.ClaimAsync(store, Runs);
        var batch = claimed.Select(run => new CommitRequest().Set(Step(run), null)).ToList();

        Assert.Equal((0, true), await LocksOfAsync(options, new CommitLane().Begin(batch), Runs));
    }

    /// <summary>Locks of a call on whole tables, other than intents, and whether it locks as many rows as it should.</summary>
    private static async Task<(int Tables, bool HasRows)> LocksOfAsync(SqlServerOptions options, ICall call, int rows)
    {
        await using var connection = await RealServer.OpenAsync(options.ConnectionString);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = call.ToCommand(connection, options.Schema, 60))
        {
            command.Transaction = transaction;
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.NextResultAsync(TestContext.Current.CancellationToken)) { }
        }
        const string Locks = "SELECT COUNT(*) FROM sys.dm_tran_locks WHERE request_session_id = @@SPID AND resource_database_id = DB_ID() AND ";
        var tables = (int)(await RealServer.ScalarAsync(
            connection,
            $"{Locks} resource_type = 'OBJECT' AND request_mode IN ('S', 'U', 'X', 'SIX') AND resource_associated_entity_id IN (SELECT object_id FROM sys.tables WHERE schema_id = SCHEMA_ID(N'{Schema}'))",
            transaction))!;
        var keys = (int)(await RealServer.ScalarAsync(connection, $"{Locks} resource_type = 'KEY' AND request_mode = 'X'", transaction))!;
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        return (tables, keys >= rows);
    }

    private static async Task<SqlServerOptions> OpenAsync()
    {
        var options = await RealServer.EmptyAsync(Schema);
        await new SqlServerPersistence(options).RegisterWorkerAsync(new("w1", "test", s_leaseTime), TestContext.Current.CancellationToken);
        return options;
    }

    private static async Task<SqlTransaction> LockAsync(SqlConnection connection, RunId id)
    {
        var transaction = (SqlTransaction)await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new SqlCommand($"UPDATE [{Schema}].run SET generation = generation WHERE run_id = '{id}'", connection, transaction);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        return transaction;
    }

    private static RunCommit Step(ClaimedRun run)
    {
        var commit = new RunCommit
        {
            RunId = run.RunId,
            Generation = run.Generation,
            Sequence = run.Sequence,
            Status = RunStatus.Running,
            Frame = "{}"u8.ToArray(),
            MakesProgress = true,
        };
        commit.Steps.Add(new() { NodeId = "a", StepName = "a", Role = "step", Attempt = 1, Position = 1, Status = StepStatus.Running });
        commit.Steps.Add(new() { NodeId = "b", StepName = "b", Role = "step", Attempt = 1, Position = 2, Status = StepStatus.Running });
        return commit;
    }
}
