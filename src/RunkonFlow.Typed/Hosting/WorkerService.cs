using Microsoft.Extensions.Hosting;
using RunkonFlow.Typed.Engine;

namespace RunkonFlow.Typed.Hosting;

/// <summary>Starts and stops the worker with the host.</summary>
internal sealed class WorkerService(Worker worker) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => worker.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => worker.StopAsync(cancellationToken);
}
