using System.Globalization;
using System.Text;

namespace RunkonFlow.Typed.Graphs;

/// <summary>
/// Text inside the quotes of a Mermaid label. Whatever could mean something to Mermaid, to its Markdown or to HTML is written as a
/// character code, so the words of a user stay words.
/// </summary>
internal static class MermaidLabel
{
    private const int MaxRunes = 80;

    /// <summary>The label's lines; empty ones are left out.</summary>
    public static string Of(params IEnumerable<string?> lines)
        => string.Join("<br/>", lines.Where(static line => !string.IsNullOrWhiteSpace(line)).Select(static line => Escape(line!)));

    private static string Escape(string line)
    {
        var text = new StringBuilder(line.Length + 16);
        var (before, count) = (new Rune(' '), 0);
        // Half a surrogate pair is enumerated as the replacement character.
        foreach (var rune in line.Trim().EnumerateRunes())
        {
            if (++count > MaxRunes)
            {
                text.Append('…');
                break;
            }
            if (rune.Value == ' ' && before.Value == ':') text.Replace("#58;", ":", text.Length - 4, 4);
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) text.Append(' ');
            // Marks that turn the direction of the text around them.
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D)) continue;
            else if (!rune.IsAscii || Rune.IsLetterOrDigit(rune) || IsPlain(rune, before)) text.Append(rune.ToString());
            else text.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            before = rune;
        }
        return text.ToString();
    }

    /// <summary>
    /// Within and behind a word these mean nothing; before one they begin a list or a path, and <c>1.</c> and <c>1)</c> begin one too.
    /// A colon means nothing before a space.
    /// </summary>
    private static bool IsPlain(Rune rune, Rune before) => rune.Value switch
    {
        '-' or '/' or ',' => Rune.IsLetterOrDigit(before),
        '.' or ')' => Rune.IsLetter(before),
        '(' => before.Value == ' ',
        _ => false,
    };
}
