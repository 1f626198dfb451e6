using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;
using RunkonFlow.Typed.SqlServer;
using RunkonFlow.Typed.SqlServer.Tests;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>The stores: every test of this project that takes one runs on each, on SQL Server where one is named.</summary>
public enum StoreKind
{
    InMemory,
    Sqlite,
    SqlServer,
}

/// <summary>A store for one test, and what remains of it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly string? _schema;
    private readonly Func<IWorkflowPersistence> _again;
    private readonly List<IWorkflowPersistence> _others = [];

    public TestStore(StoreKind kind, Action<SqliteOptions>? configure = null)
    {
        if (kind == StoreKind.InMemory)
        {
            Store = new InMemoryPersistence(Time);
            _again = () => Store;
            return;
        }
        if (kind == StoreKind.SqlServer)
        {
            var rented = TestDatabase.Rent(Time);
            _schema = rented.Schema;
            _again = () => new SqlServerPersistence(rented);
            Store = _again();
            return;
        }
        _folder = Directory.CreateTempSubdirectory("runkonflow-").FullName;
        File = Path.Combine(_folder, "runs.db");
        var options = new SqliteOptions { Path = File, TimeProvider = Time };
        configure?.Invoke(options);
        _again = () => new SqlitePersistence(options);
        Store = _again();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IWorkflowPersistence Store { get; }

    /// <summary>The database, of a store that has one.</summary>
    public string? File { get; }

    /// <summary>The same content as another process sees it; in memory there is only this one.</summary>
    public IWorkflowPersistence Again()
    {
        var other = _again();
        if (other != Store) _others.Add(other);
        return other;
    }

    /// <summary>Bytes of the store's file that are in use; 0 of a store in memory.</summary>
    public async Task<long> BytesAsync()
    {
        if (_folder is null) return 0;
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "runs.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count)";
        return (long)(await command.ExecuteScalarAsync())! * 4096;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _others.Append(Store))
            if (one is IAsyncDisposable disposable) await disposable.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
        if (_schema is not null) TestDatabase.Return(_schema);
    }
}
