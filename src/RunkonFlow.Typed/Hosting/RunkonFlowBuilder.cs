using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Payloads;
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

    /// <summary>Has a sink fed with the events of all runs of the store, by one worker at a time, from its first start on.</summary>
    /// <param name="name">Under which the store keeps how far the sink has come: the same in every process, and for good.</param>
    /// <param name="create">Makes the sink, once in each worker.</param>
    public RunkonFlowBuilder AddSink(string name, Func<IServiceProvider, IEventSink> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        Services.AddSingleton(new SinkRegistration(name, create));
        return this;
    }

    /// <summary>Uses a store. The last call wins.</summary>
    public RunkonFlowBuilder UseStore(Func<IServiceProvider, IWorkflowPersistence> create)
    {
        Services.Replace(ServiceDescriptor.Singleton(services => Encoding(services, create(services))));
        return this;
    }

    /// <summary>Where codecs are registered, they stand before the store.</summary>
    private static IWorkflowPersistence Encoding(IServiceProvider services, IWorkflowPersistence store)
        => services.GetServices<IPayloadCodec>().ToList() is { Count: > 0 } codecs ? new EncodingPersistence(store, new(codecs)) : store;
}
