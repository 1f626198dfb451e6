using System.Text.RegularExpressions;

namespace RunkonFlow.Typed.Generators.Tests.Corpus;

/// <summary>What the comment at the end of a wrong line promises.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Line">The line in the program's text, from 0.</param>
/// <param name="Words">What the message must hold: the user's symbol in quotes, and words of the advice.</param>
internal sealed partial record ExpectedDiagnostic(string Id, int Line, IReadOnlyList<string> Words)
{
    public static ExpectedDiagnostic? In(string text)
    {
        var marked = text.Split('\n').Index()
            .Select(line => (line.Index, Match: Marker().Match(line.Item)))
            .Where(line => line.Match.Success)
            .ToArray();

        return marked switch
        {
            [] => null,
            [var (line, match)] => new(match.Groups["id"].Value, line, [.. Word().Matches(match.Groups["words"].Value).Select(word => word.Value)]),
            _ => throw new InvalidOperationException($"A program is wrong in one place only; marked are the lines {string.Join(", ", marked.Select(m => m.Index + 1))}."),
        };
    }

    [GeneratedRegex(@"// (?<id>RKF\d{4})(?<words>.*)$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"'[^']+'|\S+")]
    private static partial Regex Word();
}
