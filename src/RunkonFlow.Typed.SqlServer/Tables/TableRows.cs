using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>
/// Rows for a table-valued parameter, filled cell by cell; as many cells as the type has columns are a row. Each try of a call reads them anew.
/// What is cleared keeps its room: rows that are filled again and again allocate nothing.
/// </summary>
internal sealed class TableRows(TableType type)
{
    private readonly List<TableCell> _cells = [];
    private readonly List<byte[]> _hashes = [];
    private int _hashCount;

    public TableType Type => type;

    public int Count => _cells.Count / type.Columns.Length;

    /// <summary>A text holds an apostrophe.</summary>
    public bool HasApostrophe { get; private set; }

    /// <summary>What the reader hands out in the place of apostrophes; none when it is 0.</summary>
    public char Apostrophe { get; set; }

    public TableCell this[int row, int column] => _cells[(row * type.Columns.Length) + column];

    public void Clear()
    {
        _cells.Clear();
        (_hashCount, HasApostrophe, Apostrophe) = (0, false, '\0');
    }

    /// <summary>
    /// A character that none of the texts holds, to travel for the apostrophe: there are servers that speak the protocol but put the texts of
    /// tables into a statement of theirs without quoting. A noncharacter, or one for private use, which texts hold least.
    /// </summary>
    public static char StandIn(params ReadOnlySpan<TableRows> all)
    {
        for (var character = '\uFDD0'; character <= '\uFDEF'; character++)
            if (!Contain(all, character)) return character;
        for (var character = '\uE000'; character <= '\uF8FF'; character++)
            if (!Contain(all, character)) return character;
        throw new ArgumentException("The texts hold every character that could stand for an apostrophe.", nameof(all));
    }

    public TableRows Long(long? value) => Number(value, typeof(long));

    public TableRows Int(int? value) => Number(value, typeof(int));

    public TableRows Byte(byte value) => Number(value, typeof(byte));

    public TableRows Bit(bool value) => Number(value ? 1 : 0, typeof(bool));

    public TableRows Time(DateTimeOffset? moment) => Number(moment is { } value ? Cell.Time(value).Ticks : null, typeof(DateTime));

    /// <exception cref="ArgumentException">The text is longer than its column.</exception>
    public TableRows Text(string? text)
    {
        var column = Next(typeof(string));
        if (text is not null)
        {
            if (column.Size > 0 && text.Length > column.Size) throw new ArgumentException($"'{column.Name}' has {text.Length} characters; this store keeps {column.Size}.", column.Name);
            HasApostrophe = HasApostrophe || text.Contains('\'');
        }
        _cells.Add(new(text, 0));
        return this;
    }

    /// <summary>Bytes, which stay the caller's; null when there are none.</summary>
    public TableRows Bytes(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? NoBytes() : BytesEvenIfEmpty(bytes);

    public TableRows BytesEvenIfEmpty(ReadOnlyMemory<byte> bytes)
    {
        Next(typeof(byte[]));
        _cells.Add(MemoryMarshal.TryGetArray(bytes, out var segment)
            ? TableCell.Of(segment.Array ?? [], segment.Offset, segment.Count)
            : TableCell.Of(bytes.ToArray(), 0, bytes.Length));
        return this;
    }

    public TableRows NoBytes()
    {
        Next(typeof(byte[]));
        _cells.Add(default);
        return this;
    }

    public TableRows Hash(UInt128 hash)
    {
        Next(typeof(byte[]));
        if (_hashCount == _hashes.Count) _hashes.Add(new byte[16]);
        var bytes = _hashes[_hashCount++];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        _cells.Add(TableCell.Of(bytes, 0, bytes.Length));
        return this;
    }

    private TableRows Number(long? value, Type of)
    {
        Next(of);
        _cells.Add(value is { } number ? TableCell.Of(number) : default);
        return this;
    }

    private TableColumn Next(Type of)
    {
        var column = type.Columns[_cells.Count % type.Columns.Length];
        Debug.Assert(column.Type == of, $"{type.Name}.{column.Name} is filled with a {of}.");
        return column;
    }

    private static bool Contain(ReadOnlySpan<TableRows> all, char character)
    {
        foreach (var rows in all)
            if (rows.Contains(character)) return true;
        return false;
    }

    private bool Contains(char character)
    {
        foreach (ref readonly var cell in CollectionsMarshal.AsSpan(_cells))
            if (cell.Content is string text && text.Contains(character)) return true;
        return false;
    }
}
