using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests;

/// <summary>What a host finds when it starts.</summary>
public sealed class OpeningTests
{
    private const string Schema = "rf_opening";

    [Fact]
    public async Task A_database_without_the_schema_is_refused_and_the_message_says_what_to_do()
    {
        var store = new SqlServerPersistence(new() { ConnectionString = TestDatabase.Required(), Schema = "rf_nothing" });

        var refusal = await Assert.ThrowsAsync<PersistenceException>(async () => await store.InitializeAsync());

        Assert.Contains("MigrateAsync", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("AutoMigrate", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_up_to_date_is_let_through_and_applied_twice_it_stays()
    {
        var options = await TestDatabase.EmptyAsync(Schema, null);
        var store = new SqlServerPersistence(options);
        var run = await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" });

        await SqlServerSchema.MigrateAsync(TestDatabase.Required(), Schema, TestDatabase.WithRoles, TestContext.Current.CancellationToken);
        await store.InitializeAsync();

        Assert.NotNull(await store.GetRunAsync(run.Run.Id));
    }

    [Theory]
    [InlineData(99, "update its RunkonFlow.Typed.SqlServer package")]
    [InlineData(0, "is older than this program")]
    public async Task A_newer_or_older_database_is_refused(int version, string said)
    {
        var options = await TestDatabase.EmptyAsync(Schema, null);
        await using var connection = new SqlConnection(TestDatabase.Required());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await TestDatabase.ExecuteAsync(connection, $"UPDATE [{Schema}].schema_version SET version = {version}");
        try
        {
            var refusal = await Assert.ThrowsAsync<PersistenceException>(async () => await new SqlServerPersistence(options).InitializeAsync());

            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            await TestDatabase.ExecuteAsync(connection, $"UPDATE [{Schema}].schema_version SET version = {SqlServerSchema.Version}");
        }
    }

    [Fact]
    public async Task Procedures_that_differ_are_made_anew()
    {
        var options = await TestDatabase.EmptyAsync(Schema, null);
        await using var connection = new SqlConnection(TestDatabase.Required());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await TestDatabase.ExecuteAsync(connection, $"UPDATE [{Schema}].schema_version SET logic = 'another'; DROP PROCEDURE [{Schema}].get_now_v1;");
        var store = new SqlServerPersistence(options);
        await Assert.ThrowsAsync<PersistenceException>(async () => await store.InitializeAsync());

        await SqlServerSchema.MigrateAsync(TestDatabase.Required(), Schema, TestDatabase.WithRoles, TestContext.Current.CancellationToken);

        await store.InitializeAsync();
        Assert.NotEqual(default, await store.GetUtcNowAsync());
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_one_exception_without_the_password()
    {
        var store = new SqlServerPersistence(new()
        {
            ConnectionString = "Server=127.0.0.1,1;Database=x;User ID=u;Password=secret-word;Connect Timeout=1;Encrypt=False",
            RetryFor = TimeSpan.Zero,
        });

        var opening = await Assert.ThrowsAsync<PersistenceException>(async () => await store.InitializeAsync());
        var calling = await Assert.ThrowsAsync<PersistenceException>(async () => await store.GetUtcNowAsync());

        Assert.DoesNotContain("secret-word", opening.ToString() + calling, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "runkonflow", 30, "connection string is empty")]
    [InlineData("Server=x;Passwort=secret-word", "runkonflow", 30, "cannot be read")]
    [InlineData("Server=x", "a b", 30, "cannot be the store's schema")]
    [InlineData("Server=x", "runkonflow", 0, "at least a second")]
    public void Options_that_cannot_work_are_refused_before_anything_is_opened(string connectionString, string schema, int timeout, string said)
    {
        var options = new SqlServerOptions { ConnectionString = connectionString, Schema = schema, CommandTimeout = TimeSpan.FromSeconds(timeout) };

        var refusal = Assert.Throws<ArgumentException>(() => new SqlServerPersistence(options));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refusal.ToString(), StringComparison.Ordinal);
    }
}
