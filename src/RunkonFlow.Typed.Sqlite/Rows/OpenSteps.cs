using System.Buffers.Binary;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>
/// The open step rows of a run as its row keeps them, 25 bytes each. So neither a commit nor a claim looks for them, and no
/// index has to follow each step's beginning and end.
/// </summary>
internal sealed class OpenSteps
{
    private const int EntryLength = 25;

    private byte[] _bytes = new byte[EntryLength * 4];

    public List<OpenEntry> Entries { get; } = [];

    public int IndexOf(long keyHash)
    {
        for (var i = 0; i < Entries.Count; i++)
            if (Entries[i].KeyHash == keyHash) return i;
        return -1;
    }

    /// <summary>Sets the status of a row.</summary>
    public void SetStatus(int index, StepStatus status) => Entries[index] = Entries[index] with { Status = status };

    public int IndexOfId(long id)
    {
        for (var i = 0; i < Entries.Count; i++)
            if (Entries[i].Id == id) return i;
        return -1;
    }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        Entries.Clear();
        for (; bytes.Length >= EntryLength; bytes = bytes[EntryLength..])
        {
            Entries.Add(new(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
                (StepStatus)bytes[24]));
        }
    }

    /// <summary>The operation begun last; 0 when there is none.</summary>
    public int LatestOperation
    {
        get
        {
            var (position, operation) = (int.MinValue, 0);
            foreach (var entry in Entries)
                if (entry.Position >= position) (position, operation) = (entry.Position, entry.Operation);
            return operation;
        }
    }

    /// <summary>The bytes to store, without the rows that are terminal and not of the operation begun last.</summary>
    public ReadOnlySpan<byte> Write()
    {
        var latest = LatestOperation;
        if (_bytes.Length < Entries.Count * EntryLength) _bytes = new byte[Entries.Count * EntryLength * 2];
        var length = 0;
        foreach (var entry in Entries)
        {
            if (entry.Status.IsTerminal() && entry.Operation != latest) continue;
            var target = _bytes.AsSpan(length);
            BinaryPrimitives.WriteInt64LittleEndian(target, entry.Id);
            BinaryPrimitives.WriteInt64LittleEndian(target[8..], entry.KeyHash);
            BinaryPrimitives.WriteInt32LittleEndian(target[16..], entry.Operation);
            BinaryPrimitives.WriteInt32LittleEndian(target[20..], entry.Position);
            target[24] = (byte)entry.Status;
            length += EntryLength;
        }
        return _bytes.AsSpan(0, length);
    }
}
