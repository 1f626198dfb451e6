using System.Text;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Native;

/// <summary>
/// A statement, prepared once. Values are bound in the order of the parameters; running it to its end, or
/// <see cref="Reset"/>, makes it ready for the next use. Spans read from a row are valid until the next step.
/// </summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private int _next;

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(handle, ++_next, value));
        return this;
    }

    public Statement Bind(bool value) => Bind(value ? 1L : 0L);

    public Statement Bind(long? value) => value is { } known ? Bind(known) : BindNull();

    public Statement Bind(DateTimeOffset? value) => Bind(value?.ToUnixTimeMilliseconds());

    public Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(handle, ++_next));
        return this;
    }

    public Statement Bind(string? text)
    {
        if (text is null) return BindNull();
        if (text.Length > 170) return BindUtf8(Encoding.UTF8.GetBytes(text));
        Span<byte> utf8 = stackalloc byte[512];
        return BindUtf8(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>Binds text that is UTF-8 already.</summary>
    public Statement BindUtf8(scoped ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and SQLite would take that for null.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, ++_next, "") : raw.sqlite3_bind_text(handle, ++_next, utf8));
        return this;
    }

    /// <summary>Binds UTF-8 text, or null when it is empty.</summary>
    public Statement BindUtf8OrNull(scoped ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? BindNull() : BindUtf8(utf8);

    /// <summary>Binds bytes, or null when there are none.</summary>
    public Statement BindBlobOrNull(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return BindNull();
        Check(raw.sqlite3_bind_blob(handle, ++_next, bytes));
        return this;
    }

    /// <summary>Binds bytes, also when there are none.</summary>
    public Statement BindBlob(scoped ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(handle, ++_next, bytes));
        return this;
    }

    /// <summary>Goes to the next row; false at the end, where the statement is ready for its next use.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW) return true;
        Reset();
        return result == raw.SQLITE_DONE ? false : throw connection.Failure(result);
    }

    /// <summary>Runs the statement to its end; gives the number of rows changed.</summary>
    public int Run()
    {
        while (Step()) { }
        return raw.sqlite3_changes(connection.Handle);
    }

    /// <summary>Runs the statement without throwing; gives the result code.</summary>
    public int TryRun()
    {
        int result;
        while ((result = raw.sqlite3_step(handle)) == raw.SQLITE_ROW) { }
        Reset();
        return result;
    }

    /// <summary>Runs the statement; gives the first column of its first row, null when there is none.</summary>
    public long? ReadInt64()
    {
        if (!Step()) return null;
        var value = Int64OrNull(0);
        Reset();
        return value;
    }

    /// <summary>Runs the statement; gives the first column of its first row, null when there is none.</summary>
    public string? ReadText()
    {
        if (!Step()) return null;
        var value = TextOrNull(0);
        Reset();
        return value;
    }

    public void Reset()
    {
        _next = 0;
        _ = raw.sqlite3_reset(handle);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public bool Bool(int column) => raw.sqlite3_column_int(handle, column) != 0;

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Int64(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The bytes of a text or blob; empty for null.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => handle.Dispose();

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        Reset();
        throw connection.Failure(result);
    }
}
