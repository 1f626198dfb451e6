using System.Buffers;
using System.Text;

namespace RunkonFlow.Typed.Payloads;

/// <summary>The codecs of a process, applied one after the other.</summary>
internal sealed class PayloadCodecs
{
    private readonly IReadOnlyList<IPayloadCodec> _codecs;

    /// <exception cref="InvalidOperationException">Two have one id, or an id is malformed.</exception>
    public PayloadCodecs(IEnumerable<IPayloadCodec> codecs)
    {
        _codecs = [.. codecs];
        foreach (var codec in _codecs)
        {
            if (codec.Id.Length == 0 || !codec.Id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                throw new InvalidOperationException($"The payload codec {codec.GetType()} has the id '{codec.Id}': write lower-case letters, digits and hyphens.");
            if (_codecs.Count(other => other.Id == codec.Id) > 1)
                throw new InvalidOperationException($"Two payload codecs have the id '{codec.Id}': register one of them.");
        }
    }

    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> json)
    {
        // What was encoded already is a commit that is sent again, which must not change.
        if (json.IsEmpty || PayloadEnvelope.IsOne(json.Span)) return json;
        var (data, ids) = (json, "");
        foreach (var codec in _codecs)
        {
            var encoded = new ArrayBufferWriter<byte>();
            if (!codec.TryEncode(data.Span, encoded)) continue;
            (data, ids) = (encoded.WrittenMemory, ids.Length == 0 ? codec.Id : $"{ids}+{codec.Id}");
        }
        return ids.Length == 0 ? json : PayloadEnvelope.Seal(ids, data.Span);
    }

    /// <summary>What was encoded; what cannot be decoded here becomes a fault that says why to whoever reads it.</summary>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> stored)
    {
        if (!PayloadEnvelope.IsOne(stored.Span)) return stored;
        try
        {
            var (ids, opened) = PayloadEnvelope.Open(stored.Span);
            ReadOnlyMemory<byte> data = opened;
            foreach (var id in ids.Split('+').Reverse())
            {
                var plain = new ArrayBufferWriter<byte>();
                Find(id).Decode(data.Span, plain);
                data = plain.WrittenMemory;
            }
            return data;
        }
        catch (PayloadUnreadableException e)
        {
            return PayloadEnvelope.Fault(e.Message);
        }
    }

    public string? Decode(string? stored)
    {
        if (stored is null || !stored.StartsWith("{\"$codec\":\"", StringComparison.Ordinal)) return stored;
        return Encoding.UTF8.GetString(Decode(Encoding.UTF8.GetBytes(stored)).Span);
    }

    private IPayloadCodec Find(string id) => _codecs.FirstOrDefault(codec => codec.Id == id)
        ?? throw new PayloadUnreadableException($"A stored value is encoded with '{id}', and no such codec is registered here: register it on what AddRunkonFlow() returns, then resume the run.");
}
