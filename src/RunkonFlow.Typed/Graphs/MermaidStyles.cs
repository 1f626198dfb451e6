using RunkonFlow.Typed.Client;

namespace RunkonFlow.Typed.Graphs;

/// <summary>
/// How a status looks: a sign, a word, and colours with their own background, so that they are as easy to read in a dark page as in a
/// light one. What stands around other nodes has the frame alone.
/// </summary>
internal static class MermaidStyles
{
    private static readonly (string Sign, string Fill, string Stroke, string Text, string Line)[] s_styles =
    [
        ("", "#f3f4f6", "#8b949e", "#57606a", "stroke-dasharray:4 3"),
        ("◷", "#eef2ff", "#6366f1", "#312e81", "stroke-width:2px"),
        ("▶", "#dbeafe", "#2563eb", "#1e3a8a", "stroke-width:3px"),
        ("◔", "#fef3c7", "#b45309", "#78350f", "stroke-width:3px,stroke-dasharray:8 4"),
        ("↻", "#ffedd5", "#c2410c", "#7c2d12", "stroke-width:3px,stroke-dasharray:8 4"),
        ("✓", "#dcfce7", "#15803d", "#14532d", "stroke-width:2px"),
        ("✗", "#fee2e2", "#b91c1c", "#7f1d1d", "stroke-width:3px"),
        ("✗", "#fee2e2", "#b91c1c", "#7f1d1d", "stroke-width:3px,stroke-dasharray:2 2"),
        ("!", "#fef9c3", "#a16207", "#713f12", "stroke-width:2px"),
        ("↷", "#f3f4f6", "#6b7280", "#374151", "stroke-width:2px"),
        ("⊘", "#e5e7eb", "#4b5563", "#1f2937", "stroke-width:2px"),
        ("⋮", "#f3f4f6", "#8b949e", "#57606a", "stroke-dasharray:4 3"),
    ];

    /// <summary>The sign and the word; empty for a node that was not reached.</summary>
    public static string WordOf(GraphNodeStatus status)
        => s_styles[(int)status].Sign is { Length: > 0 } sign ? $"{sign} {status.ToText().Replace('_', ' ')}" : "";

    /// <summary>The name of its class.</summary>
    public static string ClassOf(GraphNodeStatus status, bool isBox) => (isBox ? "box" : "is") + status;

    /// <summary>The text that defines the class.</summary>
    public static string Define(GraphNodeStatus status, bool isBox)
    {
        var (_, fill, stroke, text, line) = s_styles[(int)status];
        var colours = isBox ? $"fill:transparent,stroke:{stroke}" : $"fill:{fill},stroke:{stroke},color:{text}";
        return $"classDef {ClassOf(status, isBox)} {colours},{line}";
    }
}
