using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests.NeedsSqlServer;

/// <summary>
/// The product itself: locks, plans, row versioning and permissions are decided by nothing that merely speaks its protocol. Tests that need it stand in
/// <c>needs-sql-server.txt</c>.
/// </summary>
internal static class RealServer
{
    /// <summary>The trait by which these tests are run, and counted, apart.</summary>
    public const string Trait = "Needs";

    public const string Product = "SqlServer";

    private const string Another = "Only SQL Server itself decides this, and the server that is named is another; see needs-sql-server.txt.";

    private static readonly Lazy<Task<bool>> s_isNamed = new(IsNamedAsync);

    /// <summary>Options for an empty schema with its roles; skips the test where another server is named, or none.</summary>
    public static async Task<SqlServerOptions> EmptyAsync(string schema)
    {
        var connectionString = TestDatabase.Required();
        Assert.SkipUnless(await s_isNamed.Value, Another);
        await SqlServerSchema.MigrateAsync(connectionString, schema, withRoles: true, TestContext.Current.CancellationToken);
        var options = await TestDatabase.EmptyAsync(schema, null);
        return new() { ConnectionString = connectionString, Schema = options.Schema };
    }

    public static async Task<SqlConnection> OpenAsync(string connectionString)
    {
        var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public static async Task<bool> HasRowVersioningAsync(SqlConnection connection)
        => await ScalarAsync(connection, "SELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases WHERE database_id = DB_ID()") is 1;

    public static async Task<object?> ScalarAsync(SqlConnection connection, string sql, SqlTransaction? transaction = null)
    {
        await using var command = new SqlCommand(sql, connection, transaction);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<RunId> CreatedAsync(IWorkflowPersistence store, string workflow = "order")
        => (await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = workflow })).Run.Id;

    public static async Task<List<ClaimedRun>> ClaimAsync(IWorkflowPersistence store, int max)
    {
        var into = Enumerable.Range(0, max).Select(_ => new ClaimedRun()).ToArray();
        var answer = await store.ClaimRunsAsync(new() { Worker = "w1", Max = max, Workflows = [new("order", 1, "shape")] }, into, TestContext.Current.CancellationToken);
        return [.. into.Take(answer.Count)];
    }

    private static async Task<bool> IsNamedAsync()
    {
        await using var connection = await OpenAsync(TestDatabase.ConnectionString!);
        return ((string)(await ScalarAsync(connection, "SELECT @@VERSION"))!).StartsWith("Microsoft SQL", StringComparison.Ordinal);
    }
}
