using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace RunkonFlow.Typed.Payloads;

/// <summary>Encrypts with AES-GCM: length and text of the key's id, nonce, tag, ciphertext. The id is authenticated with the text.</summary>
internal sealed class AesGcmCodec(EncryptionKeyRing keys) : IPayloadCodec
{
    public const int TagBytes = 16;
    private const int NonceBytes = 12;

    public string Id => "aes-gcm";

    public bool TryEncode(ReadOnlySpan<byte> plain, IBufferWriter<byte> encoded)
    {
        var idLength = keys.CurrentId.Length;
        var length = 1 + idLength + NonceBytes + TagBytes + plain.Length;
        var target = encoded.GetSpan(length)[..length];
        target[0] = (byte)idLength;
        Encoding.ASCII.GetBytes(keys.CurrentId, target[1..]);
        var nonce = target.Slice(1 + idLength, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = keys.Open(keys.CurrentId);
        aes.Encrypt(nonce, plain, target[(1 + idLength + NonceBytes + TagBytes)..], target.Slice(1 + idLength + NonceBytes, TagBytes), target[..(1 + idLength)]);
        encoded.Advance(length);
        return true;
    }

    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> plain)
    {
        if (encoded.IsEmpty || encoded.Length < 1 + encoded[0] + NonceBytes + TagBytes) throw Damaged(null);
        var head = encoded[..(1 + encoded[0])];
        var rest = encoded[head.Length..];
        using var aes = keys.Open(Encoding.ASCII.GetString(head[1..]));
        var text = rest[(NonceBytes + TagBytes)..];
        try
        {
            aes.Decrypt(rest[..NonceBytes], text, rest.Slice(NonceBytes, TagBytes), plain.GetSpan(text.Length + 1)[..text.Length], head);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw Damaged(e);
        }
        plain.Advance(text.Length);
    }

    private static PayloadUnreadableException Damaged(Exception? cause)
        => new("A stored value is damaged, or was encrypted with another key of the same id: it does not decrypt.", cause);
}
