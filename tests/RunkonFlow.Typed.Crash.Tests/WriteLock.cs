using Microsoft.Data.Sqlite;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>Tells whether somebody holds the database's write lock and does not give it back.</summary>
internal sealed class WriteLock : IDisposable
{
    private readonly SqliteConnection _connection;

    public WriteLock(string folder)
    {
        _connection = new($"Data Source={Path.Combine(folder, "state.db")};Pooling=False");
        _connection.Open();
    }

    /// <summary>
    /// Whether the lock could not be taken for as long as a healthy process never holds it. A frozen process that is inside a
    /// transaction holds it, one that is between transactions does not.
    /// </summary>
    public async Task<bool> IsHeldAsync(CancellationToken ct)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            if (TryTake()) return false;
            await Task.Delay(1, ct);
        }

        return true;
    }

    public void Dispose() => _connection.Dispose();

    private bool TryTake()
    {
        // The raw calls, because a command of the driver sleeps and tries again by itself.
        if (SQLitePCL.raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE") != SQLitePCL.raw.SQLITE_OK) return false;
        Assert.Equal(SQLitePCL.raw.SQLITE_OK, SQLitePCL.raw.sqlite3_exec(_connection.Handle, "ROLLBACK"));
        return true;
    }
}
