using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Engine;

public sealed class InMemoryEngineTests : EngineConformance
{
    protected override IWorkflowPersistence Create(TimeProvider time) => new InMemoryPersistence(time);
}
