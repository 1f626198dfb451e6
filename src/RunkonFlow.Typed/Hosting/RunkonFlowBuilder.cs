using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed;

/// <summary>Chooses a store and registers workflows. Generated code adds an <c>Add…Workflows()</c> per assembly.</summary>
public sealed class RunkonFlowBuilder
{
    internal RunkonFlowBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Registers a workflow.</summary>
    public RunkonFlowBuilder Add(WorkflowRegistration workflow)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        Services.AddSingleton(workflow);
        return this;
    }

    /// <summary>Uses a store. The last call wins.</summary>
    public RunkonFlowBuilder UseStore(Func<IServiceProvider, IWorkflowPersistence> create)
    {
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }
}
