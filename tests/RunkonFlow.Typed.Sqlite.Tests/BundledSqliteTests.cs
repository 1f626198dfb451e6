using Microsoft.Data.Sqlite;

namespace RunkonFlow.Typed.Sqlite.Tests;

public sealed class BundledSqliteTests
{
    /// <remarks>Upsert (3.24), RETURNING (3.35) and STRICT tables (3.37) are what SQL here may rely on.</remarks>
    [Fact]
    public void The_bundled_engine_knows_upsert_returning_and_strict_tables()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        Assert.True(new Version(connection.ServerVersion) >= new Version(3, 37), $"SQLite {connection.ServerVersion}");
    }
}
