using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing.Conformance;

namespace RunkonFlow.Typed.SqlServer.Tests;

public sealed class SqlServerConformanceTests : PersistenceConformance
{
    private SqlServerOptions? _options;

    protected override async ValueTask<IWorkflowPersistence> CreateAsync(TimeProvider time)
    {
        _options = await TestDatabase.EmptyAsync("rf_conformance", time);
        await TestDatabase.DropUserTableAsync();
        return new SqlServerPersistence(_options);
    }

    protected override async ValueTask<IWorkflowPersistence?> ReopenAsync(IWorkflowPersistence store, TimeProvider time)
    {
        await CloseAsync(store);
        return new SqlServerPersistence(_options!);
    }
}
