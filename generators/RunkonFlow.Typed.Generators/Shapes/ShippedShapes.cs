using System.Globalization;

namespace RunkonFlow.Typed.Generators.Shapes;

/// <summary>
/// The file in which shapes of shipped workflows are written down, to be reviewed like any public API: a line <c>workflow id version</c>,
/// and below it a line for each node.
/// </summary>
internal static class ShippedShapes
{
    public const string FileName = "Workflows.Shipped.txt";

    /// <summary>The first line of a workflow's section.</summary>
    public static string Heading(string id, int version) => $"workflow {id} {version.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The lines of a workflow's section below its heading; null when the file has none.</summary>
    public static IReadOnlyList<string>? Section(string text, string heading)
    {
        var lines = Lines(text);
        var start = lines.IndexOf(heading);
        return start < 0 ? null : [.. lines.Skip(start + 1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))];
    }

    /// <summary>The file with a section in place of the one of the same heading, or at its end.</summary>
    public static string With(string text, string heading, IEnumerable<string> section)
    {
        var lines = Lines(text);
        var start = lines.IndexOf(heading);
        if (start < 0)
        {
            while (lines.Count > 0 && lines[lines.Count - 1].Length == 0) lines.RemoveAt(lines.Count - 1);
            if (lines.Count > 0) lines.Add("");
            start = lines.Count;
        }
        else
        {
            lines.RemoveRange(start, 1 + Section(text, heading)!.Count);
        }
        lines.InsertRange(start, section.Prepend(heading));
        return string.Join("\n", lines).TrimEnd('\n') + "\n";
    }

    private static List<string> Lines(string text) => [.. text.Replace("\r\n", "\n").Split('\n').Select(line => line.TrimEnd())];
}
