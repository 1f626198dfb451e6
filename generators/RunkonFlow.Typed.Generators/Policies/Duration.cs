using System.Globalization;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>Durations as text: a whole number and a unit, such as <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>72h</c>, <c>14d</c>.</summary>
internal static class Duration
{
    // Ten years: what is meant to last longer is a mistake, and the store's clock arithmetic stays far from its ends.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>What a valid text looks like, for messages.</summary>
    public const string Wanted = "a whole number and one of ms, s, m, h, d, such as \"30s\", up to ten years";

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null) return false;
        var digits = text.TakeWhile(c => c is >= '0' and <= '9').Count();
        var unit = Units.FirstOrDefault(u => u.Unit == text.Substring(digits));
        if (digits == 0 || unit.Unit is null) return false;
        if (!long.TryParse(text.Substring(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (count > Longest.Ticks / unit.Ticks) return false;
        duration = TimeSpan.FromTicks(count * unit.Ticks);
        return true;
    }

    /// <summary>A duration as a C# expression, in the largest unit that it is a whole number of.</summary>
    public static string Emitted(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "global::System.TimeSpan.Zero";
        var (method, ticks) = duration.Ticks switch
        {
            var t when t % TimeSpan.TicksPerDay == 0 => ("FromDays", TimeSpan.TicksPerDay),
            var t when t % TimeSpan.TicksPerHour == 0 => ("FromHours", TimeSpan.TicksPerHour),
            var t when t % TimeSpan.TicksPerMinute == 0 => ("FromMinutes", TimeSpan.TicksPerMinute),
            var t when t % TimeSpan.TicksPerSecond == 0 => ("FromSeconds", TimeSpan.TicksPerSecond),
            _ => ("FromMilliseconds", TimeSpan.TicksPerMillisecond),
        };
        return $"global::System.TimeSpan.{method}({(duration.Ticks / ticks).ToString(CultureInfo.InvariantCulture)})";
    }
}
