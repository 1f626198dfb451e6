using System.Text.Json;
using RunkonFlow.Typed.Payloads;

namespace RunkonFlow.Typed.Machines;

/// <summary>Stored JSON, read as deep as <see cref="Utf8JsonWriter"/> writes it: the reader's own limit is lower, and would refuse what was stored.</summary>
internal static class StoredJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>A reader that stands on the first token.</summary>
    /// <exception cref="PayloadUnreadableException">The value is encoded, and could not be decoded here.</exception>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> text)
    {
        if (PayloadEnvelope.IsOne(text)) throw PayloadEnvelope.NotDecoded(text);
        var json = new Utf8JsonReader(text, Options);
        json.Read();
        return json;
    }
}
