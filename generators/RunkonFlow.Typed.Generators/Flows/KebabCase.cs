using System.Text;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Ids from names: <c>ChargeCard</c> is <c>charge-card</c>, <c>SendPDFNow</c> is <c>send-pdf-now</c>.</summary>
internal static class KebabCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '_')
            {
                if (text.Length > 0 && text[text.Length - 1] != '-')
                    text.Append('-');
                continue;
            }
            var startsWord = char.IsUpper(c) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && text.Length > 0 && text[text.Length - 1] != '-')
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString().TrimEnd('-');
    }
}
