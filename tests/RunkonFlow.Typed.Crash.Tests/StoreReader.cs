using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>Opens the workers' store beside them, as another process would: by a client that runs nothing.</summary>
internal class StoreReader : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    protected StoreReader(Action<RunkonFlowBuilder> use)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        use(services.AddRunkonFlow(options => options.RunsWorker = false));
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public IWorkflowPersistence Store => _services.GetRequiredService<IWorkflowPersistence>();

    public static async Task<StoreReader> OpenAsync(string folder, CancellationToken ct)
    {
        var reader = new StoreReader(builder => builder.UseSqlite(Path.Combine(folder, "state.db")));
        await reader.Store.InitializeAsync(ct);
        return reader;
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
