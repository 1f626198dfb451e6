using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer;
using RunkonFlow.Typed.SqlServer.Tests;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>A schema of its own on the server, empty at the beginning of an experiment.</summary>
internal sealed class ServerDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ServerDatabase(SqlServerOptions emptied)
    {
        (ConnectionString, Schema) = (emptied.ConnectionString, emptied.Schema);
        var services = new ServiceCollection();
        services.AddLogging();
        services
            .AddRunkonFlow(options => options.RunsWorker = false)
            .UseSqlServer(ConnectionString, options => options.Schema = Schema)
            .AddCrashWorkerWorkflows();
        _services = services.BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public string Schema { get; }

    public IServiceProvider Services => _services;

    public IWorkflowPersistence Store => _services.GetRequiredService<IWorkflowPersistence>();

    public static async Task<ServerDatabase> CreateAsync(CancellationToken ct)
    {
        var database = new ServerDatabase(await TestDatabase.EmptyAsync("rf_crash", time: null));
        await database.Store.InitializeAsync(ct);
        return database;
    }

    public async Task<List<WorkflowRun>> RunsAsync(CancellationToken ct)
    {
        List<WorkflowRun> runs = [];
        var query = new RunQuery { IncludeEnded = true, PageSize = 1000 };
        while (true)
        {
            var page = await Store.ListRunsAsync(query, ct);
            runs.AddRange(page.Runs);
            if (page.Next is null) return runs;
            query = query with { After = page.Next };
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
