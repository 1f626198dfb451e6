using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>
/// The hash by which a run's step rows are unique: it stands for (node id, path, attempt) and keeps the index small. Of 64
/// bits, so two keys of one run meet about once in 10^11 runs of 10,000 steps; rows that do are told apart by their columns
/// and the later one takes the next free number.
/// </summary>
internal static class StepKey
{
    /// <summary>The hash of an attempt's key.</summary>
    public static long Hash(string nodeId, in IterationPath path, int attempt)
        => (long)HashOf(nodeId, path, attempt);

    /// <summary>What all attempts at one operation share.</summary>
    public static int HashOperation(string nodeId, in IterationPath path) => (int)(uint)HashOf(nodeId, path, -1);

    private static ulong HashOf(string nodeId, in IterationPath path, int attempt)
    {
        Span<int> numbers = stackalloc int[IterationPath.MaxDepth + 2];
        var count = 0;
        for (; count < path.Depth; count++) numbers[count] = path[count];
        numbers[count++] = path.Depth;
        numbers[count++] = attempt;
        var node = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(nodeId.AsSpan()));
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers[..count]), (long)node);
    }

    /// <summary>The text of a path as UTF-8; returns its length.</summary>
    public static int Write(in IterationPath path, Span<byte> utf8)
    {
        var length = 0;
        for (var i = 0; i < path.Depth; i++)
        {
            if (i > 0) utf8[length++] = (byte)'/';
            path[i].TryFormat(utf8[length..], out var written, default, CultureInfo.InvariantCulture);
            length += written;
        }
        return length;
    }

    /// <summary>Bytes that any path fits in.</summary>
    public const int MaxPathLength = IterationPath.MaxDepth * 12;

    public static IterationPath ReadPath(ReadOnlySpan<byte> utf8)
        => utf8.IsEmpty ? default : IterationPath.Parse(Encoding.UTF8.GetString(utf8));
}
