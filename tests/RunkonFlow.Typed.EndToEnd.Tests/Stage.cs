using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A store and a worker on it, for one test that begins runs and watches what becomes of them.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Action<RunkonFlowBuilder> _register;
    private readonly TestStore _store;
    private readonly List<EngineHost> _hosts = [];

    private Stage(StoreKind kind, Action<RunkonFlowBuilder> register) => (_store, _register) = (new(kind), register);

    /// <summary>The worker that was started last.</summary>
    public EngineHost Host => _hosts[^1];

    public IWorkflowClient Client => Host.Client;

    public static async Task<Stage> OpenAsync(StoreKind kind, Action<RunkonFlowBuilder> register, Action<RunkonFlowOptions>? configure = null)
    {
        var stage = new Stage(kind, register);
        await stage.JoinAsync(configure);
        return stage;
    }

    /// <summary>A client without a worker: what it starts waits.</summary>
    public static Stage OpenWithoutWorker(StoreKind kind, Action<RunkonFlowBuilder> register)
    {
        var stage = new Stage(kind, register);
        stage._hosts.Add(stage.NewHost(null));
        return stage;
    }

    /// <summary>Starts a further worker on the store.</summary>
    public async Task<EngineHost> JoinAsync(Action<RunkonFlowOptions>? configure = null)
    {
        var host = NewHost(configure);
        _hosts.Add(host);
        return await host.StartAsync();
    }

    /// <summary>All workers stop; another goes on with their runs.</summary>
    public async Task RestartAsync()
    {
        foreach (var host in _hosts) await host.StopAsync();
        await JoinAsync();
    }

    public async Task<RunHandle<TResult>> BeginAsync<TResult>(WorkflowStart<TResult> start, StartOptions? options = null)
        => await Client.StartAsync(start, options, TestContext.Current.CancellationToken);

    /// <summary>Waits until a run is parked, at a gate or signal where one is named.</summary>
    public Task<WorkflowRun> ParkedAsync(RunId run, string? on = null)
        => Host.UntilAsync(run, now => (now.Status == RunStatus.Waiting && (on is null || now.BlockedOn == on)) || now.Status.IsTerminal());

    /// <summary>What the flow returned; a run that does not end within the host's patience fails the test.</summary>
    public async Task<TResult> ResultOfAsync<TResult>(RunHandle<TResult> run)
    {
        await EndOfAsync(run.RunId);
        return await run.ResultAsync(TestContext.Current.CancellationToken);
    }

    public Task<WorkflowRun> EndOfAsync(RunId run) => Host.EndOfAsync(run);

    public Task<IReadOnlyList<WorkflowRunStep>> StepsOfAsync(RunId run) => Host.StepsOfAsync(run);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await _store.DisposeAsync();
    }

    private EngineHost NewHost(Action<RunkonFlowOptions>? configure)
        => new(
            _register, _store.Store, _store.Time,
            options =>
            {
                Patient.Lease(options);
                configure?.Invoke(options);
            });
}
