using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Native;

/// <summary>
/// One connection with the statements it has prepared. Used by one thread at a time. Waiting for locks is left to callers:
/// SQLite's own way sleeps up to 100 ms at a time.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    static Connection() => Batteries_V2.Init();

    private readonly bool _ownsHandle;

    private Connection(sqlite3 handle, bool ownsHandle = true) => (Handle, _ownsHandle) = (handle, ownsHandle);

    public sqlite3 Handle { get; }

    /// <summary>Statements on a connection that somebody else has opened, and closes.</summary>
    public static Connection Over(sqlite3 handle) => new(handle, ownsHandle: false);

    /// <summary>Opens the file, and creates it if need be.</summary>
    /// <exception cref="SqliteFailure">It cannot be opened, or is locked.</exception>
    public static Connection Open(string path, SqliteSynchronous synchronous)
    {
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out var handle, Flags, null);
        var connection = new Connection(handle);
        try
        {
            if (result != raw.SQLITE_OK) throw connection.Failure(result);
            connection.Execute("PRAGMA busy_timeout = 0");
            connection.Execute("PRAGMA foreign_keys = ON");
            connection.Execute("PRAGMA temp_store = MEMORY");
            connection.Execute("PRAGMA cache_size = -32000");
            // Copying the log back costs two flushes whatever its length: seldom and much is cheaper than often and little.
            connection.Execute("PRAGMA wal_autocheckpoint = 4000");
            // Where a plain flush stops at the drive's own cache (macOS), fullfsync goes through it; elsewhere it means nothing.
            connection.Execute(synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON" : "PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of a constant text.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (_statements.TryGetValue(sql, out var known)) return known;
            var result = raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
            if (result != raw.SQLITE_OK) throw Failure(result);
            var statement = new Statement(this, handle);
            _statements.Add(sql, statement);
            return statement;
        }
    }

    public long LastInsertId => raw.sqlite3_last_insert_rowid(Handle);

    /// <summary>Runs one or more statements that nobody needs again.</summary>
    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(Handle, sql);
        if (result != raw.SQLITE_OK) throw Failure(result);
    }

    /// <summary>Runs one statement that nobody needs again; gives the first column of its first row.</summary>
    public string? Scalar(string sql)
    {
        var result = raw.sqlite3_prepare_v3(Handle, sql, 0, out var handle);
        if (result != raw.SQLITE_OK) throw Failure(result);
        using var statement = new Statement(this, handle);
        return statement.Step() ? statement.TextOrNull(0) : null;
    }

    /// <summary>Makes every statement ready for its next use, also one that an exception has left in the middle of a row.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values) statement.Reset();
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    public SqliteFailure Failure(int result) => new(result, raw.sqlite3_errmsg(Handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        if (_ownsHandle) Handle.Dispose();
    }
}
