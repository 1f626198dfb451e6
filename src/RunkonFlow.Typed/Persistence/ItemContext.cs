using System.Text;
using System.Text.Json;

namespace RunkonFlow.Typed.Persistence;

/// <summary>The context of a fan-out's item as stores keep it: JSON, written and read by hand so that no reflection is needed.</summary>
internal static class ItemContext
{
    public static string ToJson(IReadOnlyDictionary<string, string> context)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (key, value) in context) json.WriteString(key, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
    }
}
