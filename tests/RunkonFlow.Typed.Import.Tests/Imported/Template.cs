using System.Text;

namespace Studio.Workflows;

/// <summary>Texts with <c>{{name}}</c> in them. A value is put in as it is and not read again.</summary>
public static class Template
{
    /// <summary>Fills a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The values.</param>
    /// <param name="unknown">What stands for a name without value; null leaves the place as it is.</param>
    /// <param name="quote">Puts each value into quotes of the shell.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string> variables, string? unknown = null, bool quote = false)
    {
        var filled = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var begin and >= 0
            && text.IndexOf("}}", begin, StringComparison.Ordinal) is var end and >= 0)
        {
            filled.Append(text, at, begin - at);
            var place = text[begin..(end + 2)];
            if (variables.TryGetValue(place[2..^2], out var value)) filled.Append(quote ? Quote(value) : value);
            else filled.Append(unknown ?? place);
            at = end + 2;
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    private static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
