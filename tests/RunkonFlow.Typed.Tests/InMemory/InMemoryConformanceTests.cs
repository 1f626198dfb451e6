using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing.Conformance;

namespace RunkonFlow.Typed.Tests.InMemory;

public sealed class InMemoryConformanceTests : PersistenceConformance
{
    protected override ValueTask<IWorkflowPersistence> CreateAsync(TimeProvider time) => new(new InMemoryPersistence(time));
}
