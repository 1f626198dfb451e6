namespace RunkonFlow.Typed.InMemory;

/// <summary>Bytes that are replaced again and again in place; the array only grows, until it is cleared while very large.</summary>
internal struct ByteBuffer
{
    private const int KeepBytes = 64 * 1024;

    private byte[]? _bytes;

    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Set(ReadOnlySpan<byte> content)
    {
        if (_bytes is null || _bytes.Length < content.Length)
        {
            if (content.Length == 0) return;
            _bytes = new byte[Math.Max(64, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)content.Length))];
        }
        content.CopyTo(_bytes);
        Length = content.Length;
    }

    public void Clear()
    {
        Length = 0;
        if (_bytes?.Length > KeepBytes) _bytes = null;
    }

    public readonly byte[] ToArray() => Span.ToArray();
}
