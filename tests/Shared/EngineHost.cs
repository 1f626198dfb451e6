using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Shared;

/// <summary>A worker over an in-memory store on a clock that runs a thousand times as fast as the real one.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _ends = new();
    private Task _clock = Task.CompletedTask;

    public EngineHost(
        Action<RunkonFlowBuilder> register, IWorkflowPersistence? store = null, FakeTimeProvider? time = null, Action<RunkonFlowOptions>? configure = null)
    {
        Time = time ?? new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Store = store ?? new InMemoryPersistence(Time);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddLogging(b => b.AddProvider(Logs));
        var builder = services.AddRunkonFlow(options =>
        {
            // On this clock a busy machine looks like one that stopped for minutes.
            (options.LeaseTimeToLive, options.HeartbeatInterval) = (TimeSpan.FromHours(24), TimeSpan.FromMinutes(1));
            configure?.Invoke(options);
        }).UseStore(_ => Store);
        // An instance, so that a host leaves the store to whoever made it; several may share one.
        services.AddSingleton(Store);
        register(builder);
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<IWorkflowClient>();
    }

    public FakeTimeProvider Time { get; }

    public IWorkflowPersistence Store { get; }

    public IWorkflowClient Client { get; }

    public LogRecorder Logs { get; } = new();

    public static async Task<EngineHost> StartAsync(Action<RunkonFlowBuilder> register) => await new EngineHost(register).StartAsync();

    public async Task<EngineHost> StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StartAsync(TestContext.Current.CancellationToken);
        _clock = Task.Run(RunClockAsync);
        return this;
    }

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(TestContext.Current.CancellationToken);
    }

    public async Task<WorkflowRun> RunAsync<TResult>(WorkflowStart<TResult> start)
    {
        var handle = await Client.StartAsync(start, cancellationToken: TestContext.Current.CancellationToken);
        return await EndOfAsync(handle.RunId);
    }

    public Task<WorkflowRun> EndOfAsync(RunId run) => UntilAsync(run, static now => now.Status.IsTerminal());

    public async Task<IReadOnlyList<WorkflowRunStep>> StepsOfAsync(RunId run) => await Store.GetStepsAsync(run, TestContext.Current.CancellationToken);

    /// <summary>Waits until the store shows what a test needs: long enough for a server that others use too.</summary>
    public async Task<WorkflowRun> UntilAsync(RunId run, Func<WorkflowRun, bool> holds, TimeSpan? patience = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var now = await Store.GetRunAsync(run, TestContext.Current.CancellationToken);
            if (now is not null && holds(now)) return now;
            if (TimeProvider.System.GetElapsedTime(begun) > (patience ?? TimeSpan.FromSeconds(90)))
                Assert.Fail($"Waited in vain; the run is {now}\n{string.Join('\n', await StepsOfAsync(run))}\n{string.Join('\n', Logs.Errors)}");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _ends.CancelAsync();
        await _clock;
        _ends.Dispose();
        await _services.DisposeAsync();
    }

    private async Task RunClockAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!_ends.IsCancellationRequested && await timer.WaitForNextTickAsync()) Time.Advance(TimeSpan.FromSeconds(1));
    }
}
