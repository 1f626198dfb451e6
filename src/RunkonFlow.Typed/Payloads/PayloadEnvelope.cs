using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace RunkonFlow.Typed.Payloads;

/// <summary>
/// How an encoded value stands in the store: a JSON object like any other, <c>{"$codec":"brotli+aes-gcm","v":1,"data":"…"}</c>,
/// so that stores and columns that expect JSON text take it. A value without codec is the JSON itself.
/// </summary>
internal static class PayloadEnvelope
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Start => "{\"$codec\":\""u8;

    /// <summary>Begins like an envelope, which no value of a user does by accident.</summary>
    public static bool IsOne(ReadOnlySpan<byte> json) => json.StartsWith(Start);

    public static byte[] Seal(string codecs, ReadOnlySpan<byte> data)
    {
        var text = new ArrayBufferWriter<byte>(Start.Length + codecs.Length + 24 + Base64.GetMaxEncodedToUtf8Length(data.Length));
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            // Not a JsonEncodedText: ids are plain, and the '+' between them must not be escaped.
            json.WritePropertyName("$codec"u8);
            json.WriteRawValue($"\"{codecs}\"", skipInputValidation: true);
            json.WriteNumber("v"u8, Version);
            json.WriteBase64String("data"u8, data);
            json.WriteEndObject();
        }
        return text.WrittenSpan.ToArray();
    }

    /// <exception cref="PayloadUnreadableException">It is damaged, or of a newer format.</exception>
    public static (string Codecs, byte[] Data) Open(ReadOnlySpan<byte> envelope)
    {
        try
        {
            var json = new Utf8JsonReader(envelope);
            var (codecs, version, data) = ("", 0, (byte[]?)null);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                if (name == "$codec") codecs = json.GetString()!;
                else if (name == "v") version = json.GetInt32();
                else if (name == "data") data = json.GetBytesFromBase64();
                else if (name == "fault") throw new PayloadUnreadableException(json.GetString()!);
                else json.Skip();
            }
            if (version != Version) throw new PayloadUnreadableException($"A stored value has envelope format {version}, and this library reads {Version}: update it, then resume the run.");
            return (codecs, data ?? []);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new PayloadUnreadableException("A stored value is damaged: its envelope cannot be read.", e);
        }
    }

    /// <summary>In the place of a value that cannot be decoded: whoever wants to read it is told why.</summary>
    public static byte[] Fault(string message) => Encoding.UTF8.GetBytes($"{{\"$codec\":\"\",\"v\":{Version},\"fault\":\"{JsonEncodedText.Encode(message)}\"}}");

    /// <summary>What to tell somebody who reads an envelope as if it were a value.</summary>
    public static PayloadUnreadableException NotDecoded(ReadOnlySpan<byte> envelope)
    {
        try
        {
            var (codecs, _) = Open(envelope);
            return new($"A stored value is encoded with '{codecs}', and this process has registered no such codec: register it on what AddRunkonFlow() returns, then resume the run.");
        }
        catch (PayloadUnreadableException e)
        {
            return e;
        }
    }
}
