using System.Buffers;

namespace RunkonFlow.Typed;

/// <summary>
/// Changes how values are stored: inputs, frames, results, messages, what steps save. Codecs are applied in the order in which
/// they are registered, and undone in the reverse; a stored value names those that made it. Used by several threads at a time.
/// </summary>
/// <remarks>
/// Columns for people stay as they are: ids, keys, tags, error messages, notes and markers, prompts and feedback of gates.
/// </remarks>
public interface IPayloadCodec
{
    /// <summary>Names it in every value that it has encoded, so it never changes: lower-case letters, digits and hyphens.</summary>
    string Id { get; }

    /// <summary>Encodes a value; false to leave it as it is, when nothing may have been written.</summary>
    bool TryEncode(ReadOnlySpan<byte> plain, IBufferWriter<byte> encoded);

    /// <summary>Gives back what <see cref="TryEncode"/> was given.</summary>
    /// <exception cref="PayloadUnreadableException">It cannot; the message says what is missing.</exception>
    void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> plain);
}
