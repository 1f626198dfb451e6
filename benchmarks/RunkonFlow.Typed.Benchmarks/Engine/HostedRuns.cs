using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunkonFlow.Typed.Benchmarks.Transitions;
using RunkonFlow.Typed.Client;

namespace RunkonFlow.Typed.Benchmarks.Engine;

/// <summary>Runs of ten steps through client, worker and in-memory store: rows, events, fencing, everything but a disk.</summary>
[MemoryDiagnoser]
public class HostedRuns
{
    private const int Runs = 1_000;
    private const int Steps = 10;
    private ServiceProvider _services = null!;
    private IWorkflowClient _client = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRunkonFlow().UseInMemory(o => o.RetainFinishedRuns = Runs).Add(LinearFlow.Registration);
        _services = services.BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
        _client = _services.GetRequiredService<IWorkflowClient>();
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    /// <summary>Per step, the start of the run and the claim included.</summary>
    [Benchmark(OperationsPerInvoke = Runs * Steps)]
    public async Task<int> StartAndFinish()
    {
        var last = 0;
        var handles = new RunHandle<int>[Runs];
        for (var i = 0; i < Runs; i++) handles[i] = await _client.StartAsync(LinearFlow.Start(i));
        foreach (var handle in handles) last = await handle.ResultAsync();
        return last;
    }
}
