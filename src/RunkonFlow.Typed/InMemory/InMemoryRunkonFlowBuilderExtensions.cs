using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.InMemory;

namespace RunkonFlow.Typed;

/// <summary>Chooses the in-memory store.</summary>
public static class InMemoryRunkonFlowBuilderExtensions
{
    /// <summary>Keeps runs in memory: for tests, and for work that need not survive the process.</summary>
    public static RunkonFlowBuilder UseInMemory(this RunkonFlowBuilder builder, Action<InMemoryPersistenceOptions>? configure = null)
    {
        var options = new InMemoryPersistenceOptions();
        configure?.Invoke(options);
        return builder.UseStore(services => new InMemoryPersistence(services.GetRequiredService<TimeProvider>(), options));
    }
}
