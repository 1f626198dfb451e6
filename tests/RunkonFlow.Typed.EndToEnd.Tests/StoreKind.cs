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

    public TestStore(StoreKind kind, Action<SqliteOptions>? configure = null)
    {
        if (kind == StoreKind.InMemory)
        {
            Store = new InMemoryPersistence(Time);
            return;
        }
        if (kind == StoreKind.SqlServer)
        {
            var rented = TestDatabase.Rent(Time);
            _schema = rented.Schema;
            Store = new SqlServerPersistence(rented);
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
        if (Store is IAsyncDisposable disposable) await disposable.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
        if (_schema is not null) TestDatabase.Return(_schema);
    }
}
