using Microsoft.Data.Sqlite;

namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>A database in a folder of its own, gone with everything SQLite puts beside it when the test ends.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runkonflow-sqlite-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(_folder.FullName, "test.db");

    public long LogLength => new FileInfo(Path + "-wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>A connection of somebody else.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    /// <summary>Runs statements over a connection of somebody else.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Takes the write lock, as another process would; it is given back when the result is disposed.</summary>
    public IDisposable HoldWriteLock()
    {
        var connection = Connect();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
