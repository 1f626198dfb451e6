using System.Buffers;
using System.IO.Compression;

namespace RunkonFlow.Typed.Payloads;

/// <summary>Compresses what is long enough to gain by it.</summary>
internal sealed class BrotliCodec(int threshold, int quality) : IPayloadCodec
{
    private const int Window = 22;

    public string Id => "brotli";

    public bool TryEncode(ReadOnlySpan<byte> plain, IBufferWriter<byte> encoded)
    {
        if (plain.Length < threshold) return false;
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            // The text around the stored bytes costs a third of them.
            if (!BrotliEncoder.TryCompress(plain, buffer, out var written, quality, Window) || written + (written / 3) + 64 >= plain.Length) return false;
            encoded.Write(buffer.AsSpan(0, written));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> plain)
    {
        using var decoder = default(BrotliDecoder);
        while (true)
        {
            var status = decoder.Decompress(encoded, plain.GetSpan(4096), out var read, out var written);
            plain.Advance(written);
            encoded = encoded[read..];
            if (status == OperationStatus.Done) return;
            if (status != OperationStatus.DestinationTooSmall) throw new PayloadUnreadableException("A stored value is damaged: it is not what 'brotli' has written.");
        }
    }
}
