using RunkonFlow.Typed.SqlServer;
using RunkonFlow.Typed.SqlServer.Tests;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>A schema of its own on the server, empty at the beginning of an experiment.</summary>
internal sealed class ServerDatabase : StoreReader
{
    private ServerDatabase(SqlServerOptions emptied)
        : base(builder => builder.UseSqlServer(emptied.ConnectionString, options => options.Schema = emptied.Schema).AddCrashWorkerWorkflows())
        => (ConnectionString, Schema) = (emptied.ConnectionString, emptied.Schema);

    public string ConnectionString { get; }

    public string Schema { get; }

    public static async Task<ServerDatabase> CreateAsync(CancellationToken ct)
    {
        var database = new ServerDatabase(await TestDatabase.EmptyAsync("rf_crash", time: null));
        await database.Store.InitializeAsync(ct);
        return database;
    }
}
