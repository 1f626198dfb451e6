using System.Buffers;
using System.Text;

namespace RunkonFlow.Typed.Processes;

/// <summary>
/// Reads a stream to its end and keeps the first bytes of it. Reading never stops early, or the program would block on a full
/// pipe.
/// </summary>
internal sealed class BoundedOutput
{
    private readonly Stream _stream;
    private readonly int _maxBytes;
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly Lock _lock = new();
    private bool _truncated;

    public BoundedOutput(Stream stream, int maxBytes)
    {
        (_stream, _maxBytes) = (stream, maxBytes);
        End = ReadAsync();
    }

    /// <summary>Completes when the stream has ended.</summary>
    public Task End { get; }

    /// <summary>More came than was kept.</summary>
    public bool IsTruncated
    {
        get
        {
            lock (_lock) return _truncated;
        }
    }

    /// <summary>What is kept, as text; a character that the limit would cut in two is left out.</summary>
    public string ToText()
    {
        lock (_lock)
        {
            var bytes = _kept.WrittenSpan;
            return Encoding.UTF8.GetString(_truncated ? bytes[..WholeCharacters(bytes)] : bytes);
        }
    }

    private async Task ReadAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            int read;
            while ((read = await _stream.ReadAsync(buffer).ConfigureAwait(false)) > 0) Keep(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed under the reader after its grace: what was read until then counts.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            var room = _maxBytes - _kept.WrittenCount;
            _truncated |= bytes.Length > room;
            _kept.Write(bytes[..Math.Min(bytes.Length, room)]);
        }
    }

    // Steps back over an unfinished UTF-8 sequence at the end: at most three continuation bytes and their lead byte.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(4, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0b1100_0000) == 0b1000_0000) continue;
            var length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }
}
