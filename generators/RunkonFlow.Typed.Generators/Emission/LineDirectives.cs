using System.Globalization;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Writes the user's text so that stack traces and breakpoints name the user's file, where the build wants that.</summary>
internal static class LineDirectives
{
    /// <summary>Whole statements, which keep their lines and columns.</summary>
    public static void Statement(this SourceWriter writer, bool mapsLines, SourceSpan source, string text)
    {
        if (!mapsLines)
        {
            writer.Verbatim(new string(' ', writer.Depth * 4)).Verbatim(text).Verbatim("\n");
            return;
        }
        writer.Verbatim(string.Format(CultureInfo.InvariantCulture, "#line {0} \"{1}\"\n", source.Line, source.Path));
        writer.Verbatim(new string(' ', source.Column - 1)).Verbatim(text).Verbatim("\n#line default\n");
    }

    /// <summary>An expression of the user's with text of ours around it.</summary>
    public static void Expression(this SourceWriter writer, bool mapsLines, SourceSpan source, string before, string text, string after)
    {
        var indent = writer.Depth * 4;
        if (mapsLines)
        {
            writer.Verbatim(string.Format(
                CultureInfo.InvariantCulture, "#line ({0},{1})-({2},{3}) {4} \"{5}\"\n",
                source.Line, source.Column, source.EndLine, source.EndColumn, Math.Max(indent + before.Length, 1), source.Path));
        }
        writer.Verbatim(new string(' ', indent)).Verbatim(before).Verbatim(text).Verbatim(after).Verbatim("\n");
        if (mapsLines) writer.Verbatim("#line default\n");
    }
}
