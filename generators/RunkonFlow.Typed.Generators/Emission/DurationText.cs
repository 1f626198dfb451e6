using System.Globalization;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Durations as attributes write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>72h</c>, <c>14d</c>.</summary>
internal static class DurationText
{
    /// <summary>An expression for the duration; null when the text is none.</summary>
    public static string? Expression(string text)
    {
        var digits = new string([.. text.TakeWhile(char.IsDigit)]);
        var milliseconds = text.Substring(digits.Length) switch
        {
            "ms" => 1L,
            "s" => 1_000L,
            "m" => 60_000L,
            "h" => 3_600_000L,
            "d" => 86_400_000L,
            _ => 0L,
        };
        return milliseconds > 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? $"new global::System.TimeSpan({(count * milliseconds * TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture)}L)"
            : null;
    }
}
