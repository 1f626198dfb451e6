using System.Buffers.Binary;

namespace RunkonFlow.Typed.SqlServer.Tests.Cutting;

/// <summary>
/// Reads a stream packet by packet as the protocol MS-TDS frames it (section 2.2.3), and the records of TLS in which a login may
/// be wrapped (RFC 8446, section 5.1).
/// </summary>
internal sealed class TdsPackets(Stream stream)
{
    private const int TdsHeader = 8;
    private const int TlsHeader = 5;
    private const byte EndOfMessage = 1;

    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>The packet that was read last.</summary>
    public ReadOnlyMemory<byte> Packet { get; private set; }

    public bool EndsMessage { get; private set; }

    /// <summary>The message calls a procedure or runs a batch, in contrast to a login or a record of TLS.</summary>
    public bool IsRequest { get; private set; }

    /// <summary>False at the end of the stream.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(0, TlsHeader, cancellationToken)) return false;
        var isTls = _buffer[0] is >= 0x14 and <= 0x17;
        if (!isTls && !await FillAsync(TlsHeader, TdsHeader, cancellationToken)) return false;
        var length = isTls
            ? TlsHeader + BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(3))
            : BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2));
        if (!await FillAsync(isTls ? TlsHeader : TdsHeader, length, cancellationToken)) return false;

        Packet = _buffer.AsMemory(0, length);
        EndsMessage = isTls || (_buffer[1] & EndOfMessage) != 0;
        IsRequest = !isTls && _buffer[0] is 0x01 or 0x03;
        return true;
    }

    private async Task<bool> FillAsync(int from, int to, CancellationToken cancellationToken)
        => to == from || await stream.ReadAtLeastAsync(_buffer.AsMemory(from, to - from), to - from, throwOnEndOfStream: false, cancellationToken) == to - from;
}
