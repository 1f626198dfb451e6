using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed;

/// <summary>Adds RunkonFlow to an application.</summary>
public static class RunkonFlowServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine as a hosted worker and <see cref="IWorkflowClient"/>. Choose a store on the builder, and add the
    /// workflows of each assembly by its generated method.
    /// </summary>
    /// <example><code>services.AddRunkonFlow().UseSqlite("flows.db").AddShopWorkflows();</code></example>
    public static RunkonFlowBuilder AddRunkonFlow(this IServiceCollection services, Action<RunkonFlowOptions>? configure = null)
    {
        var options = services.AddOptions<RunkonFlowOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RunkonFlowOptions>, RunkonFlowOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WorkSignal>();
        services.TryAddSingleton<RunEndings>();
        services.TryAddSingleton<WorkflowCatalog>();
        services.TryAddSingleton<Worker>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ScheduleService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SinkService>());
        services.TryAddSingleton(static provider => new RunkonFlowHealthCheck(
            provider.GetRequiredService<IWorkflowPersistence>(), provider.GetRequiredService<Worker>(), provider.GetRequiredService<IOptions<RunkonFlowOptions>>()));
        services.TryAddSingleton<IWorkflowClient, WorkflowClient>();
        services.TryAddSingleton<IWorkflowPersistence>(static _ => throw new InvalidOperationException(
            "RunkonFlow has no store: call UseSqlite(\"flows.db\") or UseInMemory() on what AddRunkonFlow() returns."));
        return new RunkonFlowBuilder(services);
    }
}
