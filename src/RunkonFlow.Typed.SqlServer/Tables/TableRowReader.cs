using System.Collections;
using System.Data;
using System.Data.Common;

namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>Streams rows to the driver. Also no rows at all, which the driver takes from nothing but a reader.</summary>
internal sealed class TableRowReader(TableRows rows) : DbDataReader
{
    private int _index = -1;

    public override int FieldCount => rows.Type.Columns.Length;

    public override bool HasRows => rows.Count > 0;

    public override bool IsClosed => false;

    public override int Depth => 0;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>Goes back to before the first row.</summary>
    public void Reset() => _index = -1;

    public override bool Read() => ++_index < rows.Count;

    public override bool NextResult() => false;

    public override DataTable GetSchemaTable() => rows.Type.Schema;

    public override string GetName(int ordinal) => rows.Type.Columns[ordinal].Name;

    public override int GetOrdinal(string name) => Array.FindIndex(rows.Type.Columns, column => column.Name == name);

    public override Type GetFieldType(int ordinal) => rows.Type.Columns[ordinal].Type;

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override bool IsDBNull(int ordinal) => rows[_index, ordinal].Content is null;

    public override object GetValue(int ordinal)
    {
        if (IsDBNull(ordinal)) return DBNull.Value;
        var type = GetFieldType(ordinal);
        if (type == typeof(string)) return GetString(ordinal);
        if (type == typeof(long)) return GetInt64(ordinal);
        if (type == typeof(int)) return GetInt32(ordinal);
        if (type == typeof(byte)) return GetByte(ordinal);
        if (type == typeof(bool)) return GetBoolean(ordinal);
        if (type == typeof(DateTime)) return GetDateTime(ordinal);
        var cell = rows[_index, ordinal];
        return ((byte[])cell.Content!).AsSpan(cell.Start, cell.Length).ToArray();
    }

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    public override bool GetBoolean(int ordinal) => Number(ordinal) != 0;

    public override byte GetByte(int ordinal) => (byte)Number(ordinal);

    public override short GetInt16(int ordinal) => throw new InvalidCastException();

    public override int GetInt32(int ordinal) => (int)Number(ordinal);

    public override long GetInt64(int ordinal) => Number(ordinal);

    public override float GetFloat(int ordinal) => throw new InvalidCastException();

    public override double GetDouble(int ordinal) => throw new InvalidCastException();

    public override decimal GetDecimal(int ordinal) => throw new InvalidCastException();

    public override DateTime GetDateTime(int ordinal) => new(Number(ordinal), DateTimeKind.Unspecified);

    public override Guid GetGuid(int ordinal) => throw new InvalidCastException();

    public override string GetString(int ordinal)
    {
        var text = (string)rows[_index, ordinal].Content!;
        return rows.Apostrophe == '\0' ? text : text.Replace('\'', rows.Apostrophe);
    }

    public override char GetChar(int ordinal) => throw new InvalidCastException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var cell = rows[_index, ordinal];
        if (buffer is null) return cell.Length;
        var count = (int)Math.Min(length, cell.Length - dataOffset);
        Buffer.BlockCopy((byte[])cell.Content!, cell.Start + (int)dataOffset, buffer, bufferOffset, count);
        return count;
    }

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        if (buffer is null) return text.Length;
        var count = (int)Math.Min(length, text.Length - dataOffset);
        text.CopyTo((int)dataOffset, buffer, bufferOffset, count);
        return count;
    }

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private long Number(int ordinal)
    {
        var cell = rows[_index, ordinal];
        return cell.Content == TableCell.Present ? cell.Number : throw new InvalidCastException($"'{GetName(ordinal)}' holds no number.");
    }
}
