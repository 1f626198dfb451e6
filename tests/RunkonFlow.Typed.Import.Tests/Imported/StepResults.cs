using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>What flows ask of a result; null stands for a step that has not run, or was tolerated when it failed.</summary>
public static class StepResults
{
    /// <summary>Whether the latest result has a marker.</summary>
    public static bool Has(this StepResult? result, string marker) => result is not null && result.Markers.Contains(marker);

    /// <summary>The markers in one text, by which a loop sees that it stands still.</summary>
    public static string MarkerText(this StepResult? result)
        => result is null ? "" : string.Join(',', result.Markers.Distinct().Order(StringComparer.Ordinal));

    /// <summary>The number <c>confidence</c> of the output, from 0 to 100; 0 where there is none.</summary>
    public static int Confidence(this StepResult? result)
    {
        if (result?.Output is null) return 0;
        using var document = JsonDocument.Parse(result.Output);
        if (!document.RootElement.TryGetProperty("confidence", out var value)) return 0;
        var isNumber = value.ValueKind == JsonValueKind.Number
            ? value.TryGetDouble(out var number)
            : double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        return isNumber ? (int)Math.Clamp(number, 0, 100) : 0;
    }

    /// <summary>The keys of an object in the output: what the deciders of a gate can select.</summary>
    /// <exception cref="FlowFailedException">There is no such object.</exception>
    public static ImmutableArray<string> Options(this StepResult? result, string field)
    {
        if (result?.Output is null) throw Flow.Fail($"There are no options '{field}': the step has no output.");
        using var document = JsonDocument.Parse(result.Output);
        if (!document.RootElement.TryGetProperty(field, out var options) || options.ValueKind != JsonValueKind.Object)
            throw Flow.Fail($"There are no options '{field}': the output has no such object.");
        return [.. options.EnumerateObject().Select(option => option.Name)];
    }
}
