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
    public static byte[] Operation(string nodeId, in IterationPath path) => Of(path.Depth == 0 ? nodeId : $"{nodeId}\n{path}");

    public static byte[] Of(string text)
    {
        var hash = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(hash, XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan())));
        return hash;
    }

    public static byte[]? OfNullable(string? text) => text is null ? null : Of(text);

    /// <summary>A digest as it is stored.</summary>
    public static byte[] Bytes(UInt128 digest)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, digest);
        return bytes;
    }
}
