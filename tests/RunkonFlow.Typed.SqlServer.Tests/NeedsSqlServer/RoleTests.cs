using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests.NeedsSqlServer;

/// <summary>What the roles allow, and what they do not.</summary>
[Trait(RealServer.Trait, RealServer.Product)]
public sealed class RoleTests
{
    private const string Schema = "rf_roles";

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromMinutes(1);

    private static Command Command => new(Guid.NewGuid(), "somebody", "because");

    [Fact]
    public async Task A_login_of_the_worker_role_does_all_that_a_worker_does()
    {
        var owner = await RealServer.EmptyAsync(Schema);
        var store = new SqlServerPersistence(await Logins.WithRoleAsync(owner, "worker"));
        var token = TestContext.Current.CancellationToken;
        await store.InitializeAsync(token);
        await store.RegisterSinkAsync("s", token);
        var lease = await store.RegisterWorkerAsync(new("w1", "test", s_leaseTime), token);
        var id = await RealServer.CreatedAsync(store);
        var run = Assert.Single(await RealServer.ClaimAsync(store, 1));

        var first = Commit(run, StepStatus.Running);
        var begun = await store.CommitAsync(first, token);
        await store.SignalAsync(id, Command, new("news", "1"u8.ToArray()), token);
        var news = await store.GetNewsAsync("w1", token);
        var last = Commit(run, StepStatus.Completed);
        (last.Sequence, last.SeenInbox, last.Status) = (begun.Sequence, news[0].InboxSequence, RunStatus.Completed);
        var ended = await store.CommitAsync(last, token);
        await store.AcquireSinkAsync("s", "w1", s_leaseTime, token);
        var batch = await store.ReadSinkAsync("s", cancellationToken: token);

        Assert.Equal((CommitOutcome.Applied, CommitOutcome.Applied), (begun.Outcome, ended.Outcome));
        Assert.NotNull(await store.HeartbeatAsync(lease, s_leaseTime, token));
        Assert.Equal(RunStatus.Completed, (await store.GetRunAsync(id, token))!.Status);
        Assert.Equal(await store.GetEventsAsync(id, cancellationToken: token), batch.Events);
        Assert.True(await store.AdvanceSinkAsync("s", "w1", batch.Cursor, token));
        Assert.Equal(0, await store.RecoverExpiredAsync(token));
        await store.RemoveSinkAsync("s", token);
        await store.RetireWorkerAsync("w1", token);
        Assert.Equal(1, await store.PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), cancellationToken: token));
    }

    [Fact]
    public async Task A_login_of_the_client_role_starts_and_steers_runs_and_can_neither_claim_nor_commit()
    {
        var owner = await RealServer.EmptyAsync(Schema);
        var client = new SqlServerPersistence(await Logins.WithRoleAsync(owner, "client"));
        var token = TestContext.Current.CancellationToken;
        await client.InitializeAsync(token);
        var id = await RealServer.CreatedAsync(client);

        Assert.Equal(CommandOutcome.Accepted, (await client.SignalAsync(id, Command, new("news", "1"u8.ToArray()), token)).Outcome);
        Assert.Equal(CommandOutcome.Accepted, (await client.SetTagsAsync(id, Command, ["blue"], token)).Outcome);
        Assert.Equal(CommandOutcome.Accepted, (await client.RequestPauseAsync(id, Command, token)).Outcome);
        Assert.Equal(CommandOutcome.Accepted, (await client.ResumeAsync(id, Command, token)).Outcome);
        Assert.Equal(CommandOutcome.Accepted, (await client.RequestCancelAsync(id, Command, cancellationToken: token)).Outcome);
        Assert.Equal(RunStatus.Cancelled, (await client.GetRunAsync(id, token))!.Status);
        Assert.Single((await client.ListRunsAsync(new() { IncludeEnded = true, Tag = "blue" }, token)).Runs);
        Assert.Empty(await client.GetStepsAsync(id, token));
        Assert.Equal(5, (await client.GetAuditAsync(id, token)).Count);
        Assert.NotEmpty(await client.GetEventsAsync(id, cancellationToken: token));
        Assert.Equal(1, await client.PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), cancellationToken: token));

        await DeniedAsync(async () => await client.RegisterWorkerAsync(new("w1", "test", s_leaseTime), token));
        await DeniedAsync(async () => await RealServer.ClaimAsync(client, 1));
        await DeniedAsync(async () => await client.AcquireLeaseAsync(id, "host", s_leaseTime, token));
        await DeniedAsync(async () => await client.CommitAsync(Commit(new() { RunId = id, Generation = 1 }, StepStatus.Running), token));
    }

    [Fact]
    public async Task A_login_of_the_reader_role_reads_the_views_and_executes_nothing()
    {
        var owner = await RealServer.EmptyAsync(Schema);
        await RealServer.CreatedAsync(new SqlServerPersistence(owner));
        var reader = await Logins.WithRoleAsync(owner, "reader");

        await using var connection = await RealServer.OpenAsync(reader.ConnectionString);
        Assert.Equal("pending", await RealServer.ScalarAsync(connection, $"SELECT status FROM [{Schema}].runs"));
        Assert.Null(await RealServer.ScalarAsync(connection, $"SELECT step_id FROM [{Schema}].steps"));

        Assert.True(await Logins.IsDeniedAsync(reader, $"EXEC [{Schema}].get_now_v1"));
        Assert.True(await Logins.IsDeniedAsync(reader, $"UPDATE [{Schema}].runs SET priority = 1"));
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("client")]
    [InlineData("reader")]
    public async Task No_role_touches_a_table(string role)
    {
        var owner = await RealServer.EmptyAsync(Schema);
        var login = await Logins.WithRoleAsync(owner, role);
        await using var connection = await RealServer.OpenAsync(owner.ConnectionString);
        var tables = new List<string>();
        await using (var command = new SqlCommand($"SELECT name FROM sys.tables WHERE schema_id = SCHEMA_ID(N'{Schema}')", connection))
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
            while (await reader.ReadAsync(TestContext.Current.CancellationToken)) tables.Add(reader.GetString(0));

        Assert.True(tables.Count > 20, $"{tables.Count} tables");
        foreach (var table in tables)
        {
            Assert.True(await Logins.IsDeniedAsync(login, $"SELECT TOP (1) 1 FROM [{Schema}].[{table}]"), $"{role} reads {table}");
            Assert.True(await Logins.IsDeniedAsync(login, $"DELETE FROM [{Schema}].[{table}]"), $"{role} deletes from {table}");
        }
        Assert.True(await Logins.IsDeniedAsync(login, $"DROP PROCEDURE [{Schema}].get_now_v1"), $"{role} drops a procedure");
        Assert.True(await Logins.IsDeniedAsync(login, $"CREATE TABLE [{Schema}].mine (id int)"), $"{role} makes a table");
    }

    private static async Task DeniedAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<PersistenceException>(call);
        Assert.Contains($"add it to the role {Schema}_worker", refusal.Message, StringComparison.Ordinal);
    }

    private static RunCommit Commit(ClaimedRun run, StepStatus status)
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
        commit.Steps.Add(new() { NodeId = "a", StepName = "a", Role = "step", Attempt = 1, Position = 1, Status = status });
        return commit;
    }
}
