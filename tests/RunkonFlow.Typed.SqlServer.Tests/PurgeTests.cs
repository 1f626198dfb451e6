using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Tests;

/// <summary>What a purge says it has deleted, when others purge as well and when its calls are repeated.</summary>
public sealed class PurgeTests
{
    private const string Schema = "rf_purge";

    private static DateTimeOffset Tomorrow => DateTimeOffset.UtcNow.AddDays(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_is_repeated_answers_the_same_and_another_purger_has_nothing_to_count()
    {
        var options = await TestDatabase.EmptyAsync(Schema, null);
        var store = new SqlServerPersistence(options);
        var root = await EndedTreeAsync(store);
        var (ours, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        await using var connection = new SqlConnection(options.ConnectionString);
        await connection.OpenAsync(Token);

        Assert.Equal(2, await PurgeTreeAsync(connection, ours, root));
        Assert.Equal(0, await PurgeTreeAsync(connection, theirs, root));
        Assert.Equal(2, await PurgeTreeAsync(connection, ours, root));
        var next = await EndedTreeAsync(store);
        Assert.Equal(2, await PurgeTreeAsync(connection, ours, next));
        Assert.Equal(2, await PurgeTreeAsync(connection, ours, next));
    }

    [Fact]
    public async Task A_call_that_is_repeated_while_the_first_is_under_way_counts_the_tree_once()
    {
        var options = await TestDatabase.EmptyAsync(Schema, null);
        var root = await EndedTreeAsync(new(options));
        await using var first = new SqlConnection(options.ConnectionString);
        await using var second = new SqlConnection(options.ConnectionString);
        await using var third = new SqlConnection(options.ConnectionString);
        foreach (var connection in new[] { first, second, third }) await connection.OpenAsync(Token);
        var ours = Guid.NewGuid();
        await TestDatabase.ExecuteAsync(first, "BEGIN TRANSACTION");
        Assert.Equal(2, await PurgeTreeAsync(first, ours, root));

        var repeated = PurgeTreeAsync(second, ours, root);
        var others = PurgeTreeAsync(third, Guid.NewGuid(), root);
        await TestDatabase.ExecuteAsync(first, "COMMIT TRANSACTION");

        Assert.Equal((2, 0), (await repeated, await others));
    }

    [Fact]
    public async Task Purgers_that_meet_count_every_run_once()
    {
        const int Trees = 12;
        var options = await TestDatabase.EmptyAsync(Schema, null);
        await using var store = new SqlServerPersistence(options);
        for (var i = 0; i < Trees; i++) await EndedTreeAsync(store);

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await store.PurgeAsync(Tomorrow, Trees, Token))));

        Assert.Equal(2 * Trees, counts.Sum());
        Assert.Empty((await store.ListRunsAsync(new() { IncludeEnded = true }, Token)).Runs);
    }

    /// <summary>A run and its child, both cancelled before they began.</summary>
    private static async Task<RunId> EndedTreeAsync(SqlServerPersistence store)
    {
        var root = RunId.New(TimeProvider.System);
        var child = RunId.New(TimeProvider.System);
        await store.CreateRunAsync(new() { Id = root, WorkflowName = "order" }, Token);
        await store.CreateRunAsync(new() { Id = child, WorkflowName = "part", ParentWorkflowRunId = root }, Token);
        foreach (var id in new[] { root, child }) await store.RequestCancelAsync(id, new(Guid.NewGuid(), "test"), cancellationToken: Token);
        return root;
    }

    private static async Task<int> PurgeTreeAsync(SqlConnection connection, Guid purge, RunId root)
    {
        await using var command = new Call("purge_tree_v1").Guid("purge_id", purge).Id("root", root).Time("ended_before", Tomorrow).ToCommand(connection, Schema, 60);
        return (int)(await command.ExecuteScalarAsync(Token))!;
    }
}
