using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing.Conformance;

namespace RunkonFlow.Typed.Sqlite.Tests;

public sealed class SqliteConformanceTests : PersistenceConformance, IDisposable
{
    private readonly DatabaseFile _file = new();

    protected override ValueTask<IWorkflowPersistence> CreateAsync(TimeProvider time) => new(Open(time));

    protected override async ValueTask<IWorkflowPersistence?> ReopenAsync(IWorkflowPersistence store, TimeProvider time)
    {
        await CloseAsync(store);
        return Open(time);
    }

    public void Dispose() => _file.Dispose();

    private SqlitePersistence Open(TimeProvider time) => new(new SqliteOptions { Path = _file.Path, TimeProvider = time });
}
