using System.Text.Json;

namespace RunkonFlow.Typed.Persistence;

/// <summary>The options of a gate and the selections made from them, as JSON text.</summary>
internal static class GateOptions
{
    /// <summary>Why selections are not acceptable, or null when they are.</summary>
    /// <param name="options">A JSON array of <c>{"value","label"}</c>; null when the gate has none.</param>
    /// <param name="selections">What was selected.</param>
    public static string? Refusal(string? options, IReadOnlyList<string>? selections)
    {
        if (selections is not { Count: > 0 }) return null;
        if (options is null) return "The gate has no options to select from.";
        List<string> values;
        try
        {
            values = Values(options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return $"The gate's stored options are not a JSON array of values and labels: {exception.Message}";
        }
        foreach (var selection in selections)
            if (!values.Contains(selection)) return $"'{selection}' is no option of the gate; its options are: {string.Join(", ", values)}.";
        return null;
    }

    /// <summary>Options as they are stored.</summary>
    public static string Of(IReadOnlyList<string> values)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("value"u8, value);
                json.WriteString("label"u8, value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Selections as they are stored; null for none.</summary>
    public static string? ToJson(IReadOnlyList<string>? selections)
    {
        if (selections is not { Count: > 0 }) return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var selection in selections) json.WriteStringValue(selection);
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Selections as they were stored.</summary>
    public static IReadOnlyList<string> FromJson(string? selections)
    {
        if (selections is null) return [];
        using var json = JsonDocument.Parse(selections);
        return [.. json.RootElement.EnumerateArray().Select(selection => selection.GetString()!)];
    }

    /// <summary>Selections as later steps read them: one line each, as a list; null for none.</summary>
    public static string? ToContext(IReadOnlyList<string>? selections)
        => selections is { Count: > 0 } ? string.Join('\n', selections.Select(selection => $"- {selection}")) : null;

    private static List<string> Values(string options)
    {
        using var json = JsonDocument.Parse(options);
        return [.. json.RootElement.EnumerateArray().Select(option => option.GetProperty("value").GetString() ?? "")];
    }
}
