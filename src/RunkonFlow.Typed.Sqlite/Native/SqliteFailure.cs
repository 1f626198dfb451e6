using RunkonFlow.Typed.Persistence;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Native;

/// <summary>SQLite answered with an error code: nothing that a row's content explains.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>Somebody else holds a lock; trying again is all there is to do.</summary>
    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    /// <summary>The error as a caller sees it: one sentence that says what to do.</summary>
    public PersistenceException ToPersistenceException(string path) => new(Code switch
    {
        raw.SQLITE_CANTOPEN => $"The database '{path}' cannot be opened: check that its folder can be written and that the path is right.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"The database '{path}' or its folder is read-only: make both writable for this user, or choose another path.",
        raw.SQLITE_NOTADB => $"The file '{path}' is no SQLite database: move it away, or choose another path.",
        raw.SQLITE_CORRUPT => $"The database '{path}' is damaged: restore it from a backup, or move it away to begin anew.",
        raw.SQLITE_FULL => $"The disk of the database '{path}' is full: free some space; runs go on from their last commit.",
        raw.SQLITE_IOERR => $"The disk of the database '{path}' failed a read or write ({Message}): check the disk; runs go on from their last commit.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"The database '{path}' is locked by another process: end that process, then try again.",
        _ => $"The database '{path}' failed a statement ({Message}): please report it with this message.",
    }, this);
}
