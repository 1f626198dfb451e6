using System.Security.Cryptography;
using RunkonFlow.Typed.Payloads;

namespace RunkonFlow.Typed;

/// <summary>
/// The keys with which values are encrypted: one encrypts, all decrypt, so that a key is replaced by making another the current
/// one and keeping the old one for as long as runs of its time are stored. Replace a key at the latest after 2^32 values.
/// </summary>
/// <example><code>builder.UseEncryption(new EncryptionKeyRing("2026-11", newKey).With("2025-11", oldKey));</code></example>
public sealed class EncryptionKeyRing
{
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>A ring with the key that encrypts.</summary>
    /// <param name="currentId">Its id, which stands in each value that it has encrypted; 1 to 100 ASCII characters.</param>
    /// <param name="currentKey">16, 24 or 32 bytes; 32 are advised.</param>
    /// <exception cref="ArgumentException">The id or the key has another length.</exception>
    public EncryptionKeyRing(string currentId, ReadOnlySpan<byte> currentKey)
    {
        CurrentId = currentId;
        With(currentId, currentKey);
    }

    /// <summary>The id of the key that encrypts.</summary>
    public string CurrentId { get; }

    /// <summary>Adds a key that only decrypts, and gives the ring back.</summary>
    /// <exception cref="ArgumentException">The id or the key has another length, or the id is there already.</exception>
    public EncryptionKeyRing With(string id, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.Length > 100 || !System.Text.Ascii.IsValid(id)) throw new ArgumentException("A key's id has at most 100 characters, all of them ASCII.", nameof(id));
        if (key.Length is not (16 or 24 or 32)) throw new ArgumentException($"The key '{id}' has {key.Length} bytes; AES takes 16, 24 or 32.", nameof(key));
        if (!_keys.TryAdd(id, key.ToArray())) throw new ArgumentException($"The ring has a key '{id}' already.", nameof(id));
        return this;
    }

    internal AesGcm Open(string id) => _keys.TryGetValue(id, out var key)
        ? new AesGcm(key, AesGcmCodec.TagBytes)
        : throw new PayloadUnreadableException($"A stored value is encrypted with key '{id}', which the key ring lacks: add it with EncryptionKeyRing.With, then resume the run.");
}
