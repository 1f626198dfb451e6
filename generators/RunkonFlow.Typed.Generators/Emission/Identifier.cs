using Microsoft.CodeAnalysis.CSharp;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Names in emitted code.</summary>
internal static class Identifier
{
    /// <summary>The name as it must be written: keywords, and contextual ones too, get an <c>@</c>.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>An id such as <c>hold-stock</c> as part of a name.</summary>
    public static string PascalOfId(string id)
        => string.Concat(id.Split('-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    /// <summary>The name with its first letter in upper case.</summary>
    public static string Pascal(string name)
    {
        var start = 0;
        while (start < name.Length - 1 && name[start] == '_') start++;
        return char.ToUpperInvariant(name[start]) + name.Substring(start + 1);
    }
}
