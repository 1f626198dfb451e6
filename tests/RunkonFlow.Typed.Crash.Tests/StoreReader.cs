using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>Opens the workers' database beside them, as another process would: through the store.</summary>
internal sealed class StoreReader : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreReader(ServiceProvider services) => _services = services;

    public IWorkflowPersistence Store => _services.GetRequiredService<IWorkflowPersistence>();

    public static async Task<StoreReader> OpenAsync(string folder, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRunkonFlow(options => options.RunsWorker = false).UseSqlite(Path.Combine(folder, "state.db"));
        var reader = new StoreReader(services.BuildServiceProvider());
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
