using System.Text.RegularExpressions;

namespace RunkonFlow.Typed.Oracle.Tests.Mutants;

/// <summary>One line of the generator, and what stands there instead.</summary>
/// <param name="File">In the generator's folder.</param>
/// <param name="Occurrence">Which of equal lines, from 1.</param>
/// <param name="Line">The line, without its indent.</param>
/// <param name="Replacement">The faulty line.</param>
public sealed partial record Mutant(string File, int Occurrence, string Line, string Replacement)
{
    /// <summary>The committed list.</summary>
    public static IReadOnlyList<Mutant> All { get; } = [.. Block().Matches(System.IO.File.ReadAllText(Path.Combine(Repository.Root, "tests/RunkonFlow.Typed.Oracle.Tests/Mutants/lowering.txt")))
        .Select(m => new Mutant(
            m.Groups["file"].Value,
            m.Groups["occurrence"] is { Success: true } n ? int.Parse(n.Value, System.Globalization.CultureInfo.InvariantCulture) : 1,
            m.Groups["line"].Value,
            m.Groups["replacement"].Value))];

    /// <summary>The file with the fault in it; null when the line is not there any more.</summary>
    public string? Apply(string text)
    {
        var lines = text.Split('\n');
        var places = Enumerable.Range(0, lines.Length).Where(i => lines[i].Trim() == Line).ToList();
        if (places.Count < Occurrence) return null;
        lines[places[Occurrence - 1]] = Replacement;
        return string.Join('\n', lines);
    }

    public override string ToString() => $"{File}: {Line}  =>  {Replacement}";

    [GeneratedRegex(@"^@ (?<file>\S+)(?: (?<occurrence>\d+))?\n- (?<line>.*)\n\+ (?<replacement>.*)$", RegexOptions.Multiline)]
    private static partial Regex Block();
}
