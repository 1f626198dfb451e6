using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>The embedded stores: every test of this project that takes one runs on each.</summary>
public enum StoreKind
{
    InMemory,
    Sqlite,
}

/// <summary>A store for one test, and what remains of it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string? _folder;

    public TestStore(StoreKind kind, Action<SqliteOptions>? configure = null)
    {
        if (kind == StoreKind.InMemory)
        {
            Store = new InMemoryPersistence(Time);
            return;
        }
        _folder = Directory.CreateTempSubdirectory("runkonflow-").FullName;
        File = Path.Combine(_folder, "runs.db");
        var options = new SqliteOptions { Path = File, TimeProvider = Time };
        configure?.Invoke(options);
        Store = new SqlitePersistence(options);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IWorkflowPersistence Store { get; }

    /// <summary>The database, of a store that has one.</summary>
    public string? File { get; }

    public async ValueTask DisposeAsync()
    {
        if (Store is IAsyncDisposable disposable) await disposable.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
