using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Names and texts as C# writes them.</summary>
internal static class CSharp
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "async", "await", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "dynamic", "else", "enum", "event", "explicit", "extern", "false", "field", "file", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "nameof", "namespace",
        "new", "null", "object", "operator", "out", "override", "params", "partial", "private", "protected", "public", "readonly", "record", "ref",
        "required", "return", "sbyte", "scoped", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw",
        "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "value", "var", "virtual", "void", "volatile", "when",
        "where", "while", "with", "yield",
    ];

    /// <summary><c>ticket-to-pr</c> and <c>ticket_to_pr</c> as <c>TicketToPr</c>.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder();
        var isStart = true;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) result.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = !char.IsAsciiLetterOrDigit(c);
        }
        if (result.Length == 0) return "Unnamed";
        return char.IsAsciiDigit(result[0]) ? $"N{result}" : result.ToString();
    }

    /// <summary>A local's or parameter's name.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        var camel = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return Keywords.Contains(camel) ? $"{camel}Result" : camel;
    }

    /// <summary>A durable id: lower-case letters, digits and hyphens.</summary>
    public static string Id(string name)
    {
        var parts = new string([.. name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')])
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? "unnamed" : string.Join('-', parts);
    }

    public static string Text(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var c in value)
        {
            result.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}",
                _ => c.ToString(),
            });
        }
        return result.Append('"').ToString();
    }

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Text))}]";

    public static string Variables(ImmutableArray<KeyValuePair<string, string>> entries)
        => $"[{string.Join(", ", entries.Select(static entry => $"new({Text(entry.Key)}, {Text(entry.Value)})"))}]";

    public static string Bool(bool value) => value ? "true" : "false";

    public static string Xml(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
