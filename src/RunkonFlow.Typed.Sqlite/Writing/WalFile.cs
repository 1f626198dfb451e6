using RunkonFlow.Typed.Sqlite.Native;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// The write-ahead log. SQLite copies it back as it goes but never shortens it; past 64 MB it is cut to nothing as soon as no
/// reader stands in it. Its length is asked of the directory: the files themselves are opened by SQLite alone, because closing
/// one from outside would drop SQLite's locks.
/// </summary>
internal sealed class WalFile(Connection connection, string path)
{
    private const long MaxLength = 64L << 20;
    private const int GroupsBetweenLooks = 64;

    private readonly FileInfo _file = new(path + "-wal");
    private int _groups;

    public void TruncateIfLong()
    {
        if (++_groups % GroupsBetweenLooks != 0) return;
        _file.Refresh();
        if (!_file.Exists || _file.Length <= MaxLength) return;
        // Busy means that a reader or another process is in the way: the next look tries again.
        _ = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
    }
}
