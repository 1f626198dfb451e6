using System.Globalization;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>
/// Looks over a cron expression: the number of its fields, their characters and the ranges of their numbers. What it lets
/// through is read for good when the worker starts.
/// </summary>
internal static class CronText
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    // Seconds stand first, and only in an expression of six.
    private static readonly Field[] Fields =
    [
        new("second", 0, 59, [], ""),
        new("minute", 0, 59, [], ""),
        new("hour", 0, 23, [], ""),
        new("day of month", 1, 31, [], "LW"),
        new("month", 1, 12, Months, ""),
        new("day of week", 0, 7, Days, "L#"),
    ];

    /// <summary>What is wrong with an expression, and what to write; null when nothing is seen.</summary>
    public static string? Fault(string text)
    {
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6))
            return "write five fields (minute, hour, day of month, month, day of week), or six with seconds first";
        var fields = Fields.Skip(Fields.Length - parts.Length).ToList();
        for (var i = 0; i < parts.Length; i++)
            if (parts[i].Split(',').Any(part => !fields[i].Allows(part))) return $"'{parts[i]}' is no {fields[i].Name}";
        return null;
    }

    /// <summary>One field of an expression.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="First">Its least number.</param>
    /// <param name="Last">Its greatest number.</param>
    /// <param name="Names">Words that stand for numbers.</param>
    /// <param name="Marks">Further characters that it knows.</param>
    private sealed record Field(string Name, int First, int Last, string[] Names, string Marks)
    {
        /// <summary>A value, a range, or all of them, each perhaps with a step.</summary>
        public bool Allows(string part)
        {
            var steps = part.Split('/');
            if (steps.Length > 2 || (steps.Length == 2 && (!TryNumber(steps[1], out var step) || step == 0))) return false;
            if (steps[0] is "*" or "?") return true;
            if (steps[0].Length == 0) return false;
            if (Marks.Length > 0 && steps[0].IndexOfAny(Marks.ToCharArray()) >= 0)
                return steps[0].All(c => Marks.IndexOf(c) >= 0 || c == '-' || char.IsLetterOrDigit(c));
            var ends = steps[0].Split('-');
            return ends.Length <= 2 && ends.All(IsValue);
        }

        private bool IsValue(string text)
            => Names.Contains(text, StringComparer.OrdinalIgnoreCase) || (TryNumber(text, out var number) && number >= First && number <= Last);

        private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
