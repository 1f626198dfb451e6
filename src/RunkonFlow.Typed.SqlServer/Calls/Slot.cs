using System.Buffers.Binary;
using System.Data;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>
/// A parameter of a command that is used again and again. Its value changes in place: a number in the box, a hash in the array, that the slot
/// owns; texts and bytes are handed over as they are. So nothing is allocated once the slot is made.
/// </summary>
internal sealed class Slot
{
    private readonly SqlParameter _parameter;
    private readonly object? _box;
    private readonly int _size;

    private Slot(SqlCommand command, string name, SqlDbType type, int size, object? box)
    {
        _parameter = command.Parameters.Add("@" + name, type);
        if (type == SqlDbType.DateTime2) _parameter.Scale = 3;
        else if (size != 0) _parameter.Size = size;
        _parameter.Value = DBNull.Value;
        (_size, _box) = (size, box);
    }

    public static Slot Long(SqlCommand command, string name) => new(command, name, SqlDbType.BigInt, 0, default(long));

    public static Slot Int(SqlCommand command, string name) => new(command, name, SqlDbType.Int, 0, default(int));

    public static Slot Byte(SqlCommand command, string name) => new(command, name, SqlDbType.TinyInt, 0, default(byte));

    public static Slot Bit(SqlCommand command, string name) => new(command, name, SqlDbType.Bit, 0, default(bool));

    public static Slot Time(SqlCommand command, string name) => new(command, name, SqlDbType.DateTime2, 0, default(DateTime));

    public static Slot Hash(SqlCommand command, string name) => new(command, name, SqlDbType.Binary, 16, new byte[16]);

    public static Slot Id(SqlCommand command, string name) => new(command, name, SqlDbType.Char, 26, null);

    public static Slot Ascii(SqlCommand command, string name, int size) => new(command, name, SqlDbType.VarChar, size, null);

    public static Slot Text(SqlCommand command, string name, int size) => new(command, name, SqlDbType.NVarChar, size, null);

    public static Slot Bytes(SqlCommand command, string name) => new(command, name, SqlDbType.VarBinary, TableColumn.Max, null);

    public void SetNull()
    {
        if (_parameter.Value != DBNull.Value) _parameter.Value = DBNull.Value;
    }

    /// <summary>Sets a number of exactly the slot's type.</summary>
    public void Set<T>(T value)
        where T : struct
    {
        Unsafe.Unbox<T>(_box!) = value;
        _parameter.Value = _box;
    }

    public void SetTime(DateTimeOffset? moment)
    {
        if (moment is { } value) Set(Cell.Time(value));
        else SetNull();
    }

    public void SetHash(UInt128 hash)
    {
        BinaryPrimitives.WriteUInt128BigEndian((byte[])_box!, hash);
        _parameter.Value = _box;
    }

    /// <exception cref="ArgumentException">The text is longer than its column.</exception>
    public void SetText(string? text)
    {
        if (text is not null && _size > 0 && text.Length > _size)
            throw new ArgumentException($"'{_parameter.ParameterName[1..]}' has {text.Length} characters; this store keeps {_size}.", nameof(text));
        if (text is null) SetNull();
        else _parameter.Value = text;
    }

    /// <summary>Sets bytes, which stay the caller's until the command has run; null when there are none.</summary>
    public void SetBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            SetNull();
            return;
        }
        if (!MemoryMarshal.TryGetArray(bytes, out var segment)) segment = new(bytes.ToArray());
        (_parameter.Value, _parameter.Offset, _parameter.Size) = (segment.Array, segment.Offset, segment.Count);
    }
}
