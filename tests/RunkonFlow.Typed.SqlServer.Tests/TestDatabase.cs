using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;

namespace RunkonFlow.Typed.SqlServer.Tests;

/// <summary>The database that <c>RUNKONFLOW_SQLSERVER</c> names. Each test class has a schema of its own, emptied before each test.</summary>
internal static class TestDatabase
{
    public const string Variable = "RUNKONFLOW_SQLSERVER";

    private static readonly string[] s_tables =
    [
        "worker", "run", "run_detail", "frame_value", "saved_progress", "limit_state", "permit", "permit_line", "idempotency_key", "run_tag", "step", "gate",
        "vote", "item", "item_dependency", "fan_out", "signal", "signal_key", "event", "event_line", "event_feed", "sink", "sink_cursor",
        "audit", "purge_receipt",
    ];

    private const string Missing = $"{Variable} names no server: set it to a connection string to run the tests of the SQL Server store.";

    private static readonly ConcurrentDictionary<string, Lazy<Task>> s_schemas = new();
    private static readonly ConcurrentBag<string> s_free = [];
    private static int s_rented;

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    /// <summary>Roles are a matter of a whole server; a test login may be without the right to make them.</summary>
    public static bool WithRoles => Worker is not null || Environment.GetEnvironmentVariable(Variable + "_ROLES") == "1";

    /// <summary>
    /// A login with no right but the worker role's, where one is named: then the stores under test use it. Besides it may tell the
    /// server the time, and has a default schema of its own, for the tables of tests.
    /// </summary>
    private static string? Worker => Environment.GetEnvironmentVariable(Variable + "_WORKER") is { Length: > 0 } value ? value : null;

    /// <summary>Why a test that needs a server is skipped; null when it is not.</summary>
    public static string? SkipReason(bool needsServer) => needsServer && ConnectionString is null ? Missing : null;

    /// <summary>Skips the test where no server is named.</summary>
    public static string Required()
    {
        Assert.SkipWhen(ConnectionString is null, Missing);
        return ConnectionString!;
    }

    /// <summary>Options for a schema that no other test uses until it is returned.</summary>
    public static SqlServerOptions Rent(TimeProvider time)
    {
        var schema = s_free.TryTake(out var free) ? free : $"rf_rented_{Interlocked.Increment(ref s_rented)}";
        return EmptyAsync(schema, time).GetAwaiter().GetResult();
    }

    public static void Return(string schema) => s_free.Add(schema);

    /// <summary>Options for an empty schema.</summary>
    public static async Task<SqlServerOptions> EmptyAsync(string schema, TimeProvider? time)
    {
        var connectionString = Required();
        await s_schemas.GetOrAdd(
            schema, name => new(() => MigrateAsync(connectionString, name))).Value;
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, string.Concat(s_tables.Select(table => $"DELETE FROM [{schema}].[{table}];")) + $"UPDATE [{schema}].clock SET fixed_at = NULL;");
        // On a machine that does other things as well a call may take long, and one that is repeated has another answer.
        return new()
        {
            ConnectionString = Worker ?? connectionString,
            Schema = schema,
            Clock = time,
            WithRoles = WithRoles,
            CommandTimeout = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>Drops the table that the conformance suite's step bodies write to. It stands outside of the store's schema.</summary>
    public static async Task DropUserTableAsync()
    {
        await using var connection = new SqlConnection(Required());
        await connection.OpenAsync();
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS user_table;");
        if (Worker is not null) await ExecuteAsync(connection, $"DROP TABLE IF EXISTS [{UserOf(Worker)}].user_table;");
    }

    private static async Task MigrateAsync(string connectionString, string schema)
    {
        await SqlServerSchema.MigrateAsync(connectionString, schema, WithRoles, CancellationToken.None);
        if (Worker is null) return;
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        var user = UserOf(Worker);
        await ExecuteAsync(connection, $"ALTER ROLE [{schema}_worker] ADD MEMBER [{user}]; GRANT UPDATE ON [{schema}].clock TO [{user}];");
    }

    private static string UserOf(string connectionString) => new SqlConnectionStringBuilder(connectionString).UserID;

    public static async Task ExecuteAsync(SqlConnection connection, string sql)
    {
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
