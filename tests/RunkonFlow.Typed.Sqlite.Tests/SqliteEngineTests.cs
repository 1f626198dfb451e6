using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Engine;

namespace RunkonFlow.Typed.Sqlite.Tests;

public sealed class SqliteEngineTests : EngineConformance, IDisposable
{
    private readonly DatabaseFile _file = new();

    protected override IWorkflowPersistence Create(TimeProvider time) => new SqlitePersistence(new SqliteOptions { Path = _file.Path, TimeProvider = time });

    protected override ValueTask CloseAsync(IWorkflowPersistence store) => ((SqlitePersistence)store).DisposeAsync();

    public void Dispose() => _file.Dispose();
}
