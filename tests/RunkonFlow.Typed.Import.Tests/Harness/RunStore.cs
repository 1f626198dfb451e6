using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;

namespace RunkonFlow.Typed.Import.Tests;

/// <summary>A store of a test: in memory, or a SQLite file that goes with it.</summary>
internal sealed class RunStore : IDisposable
{
    private readonly string? _folder;

    public RunStore(bool isFile)
    {
        if (!isFile)
        {
            Store = new InMemoryPersistence(Time);
            return;
        }
        _folder = Directory.CreateTempSubdirectory("runkonflow-import-").FullName;
        Store = new SqlitePersistence(new SqliteOptions { Path = Path.Combine(_folder, "runs.db"), TimeProvider = Time });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IWorkflowPersistence Store { get; }

    public void Dispose()
    {
        (Store as IDisposable)?.Dispose();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
