using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>Two workers over one store, and a clock that moves when nobody has anything to do.</summary>
public sealed class EngineStage : IAsyncDisposable
{
    private readonly List<ServiceProvider> _hosts = [];
    private readonly string? _folder;

    public EngineStage(EnginePrograms programs, EngineWorld world, bool isSqlite)
    {
        if (isSqlite) _folder = Directory.CreateTempSubdirectory("runkonflow-oracle-").FullName;
        Store = _folder is null
            ? new InMemoryPersistence(Time)
            : new SqlitePersistence(new() { Path = Path.Combine(_folder, "runs.db"), TimeProvider = Time, Synchronous = SqliteSynchronous.Normal });
        for (var i = 0; i < 2; i++)
        {
            var services = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddLogging(b => b.AddProvider(Errors));
            // The clock jumps by hours: a lease must outlast that.
            var builder = services.AddRunkonFlow(options =>
            {
                options.LeaseTimeToLive = TimeSpan.FromDays(4_000);
                (options.PollInterval, options.RequestPollInterval, options.HeartbeatInterval) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
                // In memory every wait parks, so that either worker reads the frame back; on SQLite short ones stay hot.
                if (!isSqlite) options.ParkAfter = TimeSpan.Zero;
            }).UseStore(_ => Store);
            services.AddSingleton(Store);
            programs.Register(builder, world);
            _hosts.Add(services.BuildServiceProvider());
        }
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IWorkflowPersistence Store { get; }

    public ErrorLog Errors { get; } = new();

    /// <summary>Begins all runs and plays the world outside until all have ended.</summary>
    public async Task PlayAsync(IReadOnlyList<EngineRun> runs)
    {
        await Store.InitializeAsync();
        foreach (var run in runs) await BeginAsync(run);
        foreach (var service in _hosts.SelectMany(host => host.GetServices<IHostedService>())) await service.StartAsync(default);
        await new EngineDriver(this, runs).DriveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _hosts.SelectMany(host => host.GetServices<IHostedService>())) await service.StopAsync(default);
        foreach (var host in _hosts) await host.DisposeAsync();
        if (Store is IAsyncDisposable store) await store.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync(EngineRun run)
    {
        (run.Id, run.Store) = (RunId.New(Time), Store);
        var input = Encoding.UTF8.GetBytes($$"""{"at":"{{run.At}}","x":{{run.Plan.Value(0, "input")}}}""");
        await Store.CreateRunAsync(new() { Id = run.Id, WorkflowName = run.Program.Name.ToLowerInvariant(), Input = input });
        for (var name = 0; name < EnginePlan.Names; name++)
            if (run.Plan.IsEarly(name))
                for (var i = 0; i < run.Model.Taken[name]; i++) await SendAsync(run, name);
    }

    public async Task SendAsync(EngineRun run, int name)
    {
        var payload = Encoding.UTF8.GetBytes($"{run.Plan.Message(name, run.Sent[name])}");
        await Store.SignalAsync(run.Id, new(Guid.NewGuid(), "oracle"), new($"m{name}", payload, $"m{name}-{run.Sent[name]}"));
        run.Sent[name]++;
    }
}
