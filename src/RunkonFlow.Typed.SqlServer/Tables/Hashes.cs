using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>
/// Texts of any length as 16 bytes, for keys of indexes. 128 bits of a good hash: equal ones are equal texts. Stored, so they may
/// only change with a migration.
/// </summary>
internal static class Hashes
{
    /// <summary>A node and its path: what all attempts at one operation share.</summary>
    public static byte[] Operation(string nodeId, in IterationPath path) => Bytes(OperationHash(nodeId, path));

    /// <inheritdoc cref="Operation"/>
    public static UInt128 OperationHash(string nodeId, in IterationPath path)
    {
        if (path.Depth == 0) return Hash(nodeId);
        var length = nodeId.Length + 1 + IterationPath.MaxLength;
        var text = length <= 512 ? stackalloc char[512] : new char[length];
        nodeId.CopyTo(text);
        text[nodeId.Length] = '\n';
        return Hash(text[..(nodeId.Length + 1 + path.Format(text[(nodeId.Length + 1)..]))]);
    }

    public static byte[] Of(string text) => Bytes(Hash(text));

    public static byte[]? OfNullable(string? text) => text is null ? null : Of(text);

    public static UInt128 Hash(ReadOnlySpan<char> text) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text));

    /// <summary>A digest as it is stored.</summary>
    public static byte[] Bytes(UInt128 digest)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, digest);
        return bytes;
    }
}
