using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Engine;

namespace RunkonFlow.Typed.SqlServer.Tests;

public sealed class SqlServerEngineTests : EngineConformance
{
    protected override IWorkflowPersistence Create(TimeProvider time)
        => new SqlServerPersistence(TestDatabase.EmptyAsync("rf_engine", time).GetAwaiter().GetResult());

    protected override ValueTask CloseAsync(IWorkflowPersistence store) => ((SqlServerPersistence)store).DisposeAsync();
}
