using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Generators.Tests.Versions;

/// <summary>
/// One store that outlives deployments: each <see cref="DeployAsync"/> compiles sources as an assembly of its own, with a worker for its workflows.
/// A class <c>Driver</c> in the sources has a static method for each thing that a test wants of the client.
/// </summary>
internal sealed class VersionedRun : IAsyncDisposable
{
    // Several tests deploy the same build, and compiling is what takes their time.
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> s_assemblies = new();

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string? _folder;
    private readonly IWorkflowPersistence _store;

    public VersionedRun(bool isDurable)
    {
        _folder = isDurable ? Directory.CreateTempSubdirectory("runkonflow-").FullName : null;
        _store = _folder is null ? new InMemoryPersistence(_time) : new SqlitePersistence(new SqliteOptions { Path = Path.Combine(_folder, "runs.db"), TimeProvider = _time });
    }

    /// <summary>A theory's rows: the two embedded stores.</summary>
    public static TheoryData<bool> Stores => [false, true];

    public async Task<Deployment> DeployAsync(string source)
    {
        var assembly = s_assemblies.GetOrAdd(source, static text => new(() => Load(text))).Value;
        var registrations = assembly.GetTypes().Select(type => type.GetProperty("Registration")?.GetValue(null)).OfType<WorkflowRegistration>().ToList();
        var host = new EngineHost(builder => registrations.ForEach(one => builder.Add(one)), _store, _time);
        return new Deployment(await host.StartAsync(), assembly.GetType("Driver")!);
    }

    private static Assembly Load(string source)
    {
        GeneratorHarness.Start(Compilations.Create("using RunkonFlow.Typed;\nusing RunkonFlow.Typed.Client;\n" + source), out var outcome);
        var errors = outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0 && outcome.HasMachine, string.Join("\n", errors) + "\n" + outcome.AllText);
        return outcome.Load();
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is IAsyncDisposable disposable) await disposable.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One build at work.</summary>
    internal sealed class Deployment(EngineHost host, Type driver) : IAsyncDisposable
    {
        public EngineHost Host => host;

        /// <summary>Calls a method of the driver that starts a run.</summary>
        public Task<RunId> StartAsync(string method = "StartAsync") => (Task<RunId>)driver.GetMethod(method)!.Invoke(null, [host.Client])!;

        /// <summary>Calls a method of the driver that sends something to a run.</summary>
        public Task SendAsync(RunId run, string method = "SendAsync") => (Task)driver.GetMethod(method)!.Invoke(null, [host.Client, run])!;

        public Task<WorkflowRun> ParkedAsync(RunId run) => host.UntilAsync(run, static now => now.Status is RunStatus.Waiting or RunStatus.Incompatible || now.Status.IsTerminal());

        /// <summary>The run's status and its result or error.</summary>
        public async Task<string> EndOfAsync(RunId run)
        {
            var end = await host.UntilAsync(run, static now => now.Status == RunStatus.Incompatible || now.Status.IsTerminal());
            return $"{end.Status} {(end.Output.IsEmpty ? end.Error : System.Text.Encoding.UTF8.GetString(end.Output.Span))}";
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
