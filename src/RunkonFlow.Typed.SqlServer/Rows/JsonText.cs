using System.Text;
using System.Text.Json;

namespace RunkonFlow.Typed.SqlServer.Rows;

/// <summary>Small values kept as JSON, written and read by hand so that no reflection is needed.</summary>
internal static class JsonText
{
    public static string Of(IReadOnlyDictionary<string, string> pairs)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (key, value) in pairs) json.WriteString(key, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static IReadOnlyDictionary<string, string> ReadPairs(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
    }
}
