using System.Collections.Immutable;
using System.Text.Json;

namespace Imported;

/// <summary>What an agent or a script came to.</summary>
/// <param name="Markers">What conditions of the flow ask for.</param>
/// <param name="Context">What the steps behind it are told.</param>
/// <param name="Output">Its structured output: a JSON object, or null.</param>
public sealed record StepResult(ImmutableArray<string> Markers, string? Context = null, string? Output = null)
{
    private const string Begin = "<<<FLOW_OUTPUT>>>";
    private const string End = "<<<END_FLOW_OUTPUT>>>";
    private const int ContextLength = 2000;

    /// <summary>A result that says nothing.</summary>
    public static StepResult Empty { get; } = new([]);

    /// <summary>Reads the last output block of a text; without one the text's beginning is the context.</summary>
    public static StepResult FromText(string text)
    {
        var begin = text.LastIndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0) return new([], text.Length > ContextLength ? text[..ContextLength] : text);
        var end = text.IndexOf(End, begin, StringComparison.Ordinal);
        var block = end < 0 ? text[(begin + Begin.Length)..] : text[(begin + Begin.Length)..end];
        return FromJson(block.Replace("```json", "", StringComparison.Ordinal).Trim('`', ' ', '\r', '\n', '\t'));
    }

    /// <summary>Reads a JSON object with <c>markers</c>, <c>context</c> and whatever stands beside them.</summary>
    /// <exception cref="JsonException">It is not JSON; as the failure of a step it is tried again where the step says so.</exception>
    public static StepResult FromJson(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("An output is a JSON object.");
        var markers = root.TryGetProperty("markers", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(marker => marker.ValueKind == JsonValueKind.String).Select(marker => marker.GetString()!)
            : [];
        var context = root.TryGetProperty("context", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return new([.. markers], context, root.GetRawText());
    }
}
