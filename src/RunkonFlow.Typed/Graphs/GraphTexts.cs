using RunkonFlow.Typed.Client;

namespace RunkonFlow.Typed.Graphs;

/// <summary>What graphs call things, in JSON and for people.</summary>
internal static class GraphTexts
{
    private static readonly string[] s_kinds =
        ["start", "end", "step", "timer", "gate", "signal", "child", "parallel", "race", "fan-out", "sub-flow", "compensation"];

    private static readonly string[] s_edges = ["next", "failure", "compensation"];

    private static readonly string[] s_statuses =
        ["not_reached", "pending", "running", "waiting", "retrying", "completed", "failed", "timed_out", "tolerated", "skipped", "cancelled", "per_item"];

    public static string ToText(this GraphNodeKind kind) => s_kinds[(int)kind];

    public static string ToText(this GraphEdgeKind kind) => s_edges[(int)kind];

    public static string ToText(this GraphNodeStatus status) => s_statuses[(int)status];
}
