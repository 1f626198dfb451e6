using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Tests;

/// <summary>Events of transactions that become visible in another order than they were begun in.</summary>
public sealed class SinkOrderTests
{
    [Fact]
    public async Task What_takes_its_number_early_and_is_committed_late_is_not_passed_over()
    {
        var options = await TestDatabase.EmptyAsync("rf_sink_order", null);
        var token = TestContext.Current.CancellationToken;
        var store = new SqlServerPersistence(options);
        await store.RegisterSinkAsync("s", token);
        Assert.True(await store.AcquireSinkAsync("s", "w1", TimeSpan.FromMinutes(10), token));
        var late = (await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" }, token)).Run.Id;
        var early = (await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" }, token)).Run.Id;
        await using var connection = new SqlConnection(TestDatabase.Required());
        await connection.OpenAsync(token);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(token);
        await SignalAsync(connection, transaction, options.Schema, late);
        await store.SignalAsync(early, new(Guid.NewGuid(), "ann"), new("news", "1"u8.ToArray()), token);

        // Where rows are versioned the reader gets what is visible; where they are not it waits for the transaction.
        var reading = ReadAllAsync(store);
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(2), token));
        await transaction.CommitAsync(token);
        var given = await reading;
        given.AddRange(await ReadAllAsync(store));

        foreach (var id in new[] { late, early })
            Assert.Equal(await store.GetEventsAsync(id, cancellationToken: token), given.Where(one => one.RunId == id));
        Assert.Equal(4, given.Count);
    }

    private static async Task SignalAsync(SqlConnection connection, SqlTransaction transaction, string schema, RunId id)
    {
        var call = new Call("signal_v1")
            .Id("run_id", id).Guid("command_id", Guid.NewGuid()).Text("made_by", "ann", 400).LongText("reason", null)
            .Text("name", "news", 200).LongText("key_text", null).Hash("key_hash", null).Blob("payload", "1"u8.ToArray())
            .Texts("former_names", new TableRows(TableType.Texts));
        await using var command = call.ToCommand(connection, schema, 30);
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<RunEvent>> ReadAllAsync(SqlServerPersistence store)
    {
        var all = new List<RunEvent>();
        while (await store.ReadSinkAsync("s", cancellationToken: TestContext.Current.CancellationToken) is { Events.Count: > 0 } batch)
        {
            all.AddRange(batch.Events);
            Assert.True(await store.AdvanceSinkAsync("s", "w1", batch.Cursor, TestContext.Current.CancellationToken));
        }
        return all;
    }
}
