using System.Globalization;
using System.Text;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Graphs;

/// <summary>Draws a graph as a Mermaid flowchart: nodes within others as boxes, with a run over it if there is one.</summary>
internal sealed class MermaidDrawing
{
    private readonly StringBuilder _text = new("flowchart TD\n");
    private readonly Dictionary<string, string> _names = [];
    private readonly SortedDictionary<(GraphNodeStatus Status, bool IsBox), List<string>> _classes = [];
    private readonly ILookup<string, GraphNode> _children;
    private readonly FlowGraph _graph;
    private readonly RunGraph? _run;

    public MermaidDrawing(FlowGraph graph, RunGraph? run)
    {
        (_graph, _run) = (graph, run);
        _children = graph.Nodes.ToLookup(static node => node.Within ?? "");
        foreach (var node in graph.Nodes) _names[node.Id] = $"n{_names.Count}";
        foreach (var node in _children[""]) Draw(node, depth: 1);
        if (run is { Unknown.IsEmpty: false }) DrawUnknown(run);
        foreach (var edge in graph.Edges) Line(1, $"{_names[edge.From]} {ArrowOf(edge.Kind)} {_names[edge.To]}");
        foreach (var ((status, isBox), names) in _classes)
        {
            Line(1, MermaidStyles.Define(status, isBox));
            Line(1, $"class {string.Join(',', names)} {MermaidStyles.ClassOf(status, isBox)}");
        }
    }

    public override string ToString() => _text.ToString();

    private static string ArrowOf(GraphEdgeKind kind) => kind switch
    {
        GraphEdgeKind.Failure => "-. on failure .->",
        GraphEdgeKind.Compensation => "-. undone by .->",
        _ => "-->",
    };

    private void Draw(GraphNode node, int depth)
    {
        var name = _names[node.Id];
        var live = _run?.Find(node.Id);
        if (node.Kind is GraphNodeKind.Parallel or GraphNodeKind.Race or GraphNodeKind.FanOut or GraphNodeKind.SubFlow)
        {
            Line(depth, $"subgraph {name}[\"{LabelOf(node, live)}\"]");
            foreach (var inner in _children[node.Id]) Draw(inner, depth + 1);
            Line(depth, "end");
            Classify(live, name, isBox: true);
            return;
        }
        var (open, close) = ShapeOf(node);
        Line(depth, $"{name}{open}\"{LabelOf(node, live)}\"{close}");
        Classify(live, name, isBox: false);
    }

    private void DrawUnknown(RunGraph run)
    {
        Line(1, $"subgraph unknown[\"{MermaidLabel.Of("not in this version of the workflow")}\"]");
        for (var i = 0; i < run.Unknown.Length; i++)
        {
            var live = run.Unknown[i];
            Line(2, $"u{i}[\"{LabelOf(live.Node, live)}\"]");
            Classify(live, $"u{i}", isBox: false);
        }
        Line(1, "end");
    }

    private static (string Open, string Close) ShapeOf(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Start or GraphNodeKind.End => node.Within is null ? ("([", "])") : ("((", "))"),
        GraphNodeKind.Timer => ("(", ")"),
        GraphNodeKind.Gate => ("{{", "}}"),
        GraphNodeKind.Signal => (">", "]"),
        GraphNodeKind.Child => ("[[", "]]"),
        GraphNodeKind.Compensation => ("[\\", "\\]"),
        _ => ("[", "]"),
    };

    private void Classify(RunGraphNode? live, string name, bool isBox)
    {
        if (live is null) return;
        if (!_classes.TryGetValue((live.Status, isBox), out var names)) _classes.Add((live.Status, isBox), names = []);
        names.Add(name);
    }

    private string LabelOf(GraphNode node, RunGraphNode? live) => node.Kind switch
    {
        GraphNodeKind.Start when node.Within is null => StartLabel(),
        GraphNodeKind.End when node.Within is null => MermaidLabel.Of("end", live is null ? null : MermaidStyles.WordOf(live.Status), live?.Error),
        GraphNodeKind.Start or GraphNodeKind.End => MermaidLabel.Of(node.Kind.ToText()),
        _ => MermaidLabel.Of([NameOf(node), .. live is null ? [] : LinesOf(live)]),
    };

    private string StartLabel()
    {
        if (_run?.Run is not { } run) return MermaidLabel.Of(_graph.Title);
        var waits = run is { Status: RunStatus.Waiting, BlockedOn: { } on } ? $" at {on}" : "";
        return MermaidLabel.Of(_graph.Title, $"run {run.Id}", run.Status.ToText().Replace('_', ' ') + waits, run.Status == RunStatus.Suspended ? $"{run.SuspendReason}" : null);
    }

    /// <summary>What the box around it says already is left out.</summary>
    private static string NameOf(GraphNode node)
    {
        var id = node.Id[(node.Id.LastIndexOf('/') + 1)..];
        var name = node.StepId.Length == 0 || node.StepId == id ? id : $"{id} ({node.StepId})";
        return node.Kind switch
        {
            GraphNodeKind.Step or GraphNodeKind.Parallel or GraphNodeKind.Race => name,
            GraphNodeKind.Compensation => $"undo: {name}",
            GraphNodeKind.FanOut => $"for each item: {name}",
            GraphNodeKind.SubFlow => $"sub-flow: {name}",
            var kind => $"{kind.ToText()}: {name}",
        };
    }

    private static IEnumerable<string?> LinesOf(RunGraphNode live)
    {
        yield return StatusLine(live);
        if (live.WaitsFor is { } what) yield return $"for {what}";
        if (live is { DueAt: { } due, Status: GraphNodeStatus.Waiting or GraphNodeStatus.Retrying or GraphNodeStatus.Pending })
            yield return string.Create(CultureInfo.InvariantCulture, $"until {due.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        if (live.Outcomes is { } outcomes) yield return OutcomeLine(outcomes);
        if (live.Progress is { } progress) yield return progress.Total > 0 ? $"{progress.Done} of {progress.Total}" : $"{progress.Done}";
        if (live.ChildRunIds is [.., var child]) yield return live.ChildRunIds.Length == 1 ? $"run {child}" : $"run {child} and {live.ChildRunIds.Length - 1} before";
        if (live.Status is not GraphNodeStatus.Completed) yield return live.Error;
    }

    private static string StatusLine(RunGraphNode live)
    {
        var word = MermaidStyles.WordOf(live.Status);
        if (live.Executions > 1) word += $" ×{live.Executions}";
        return live.Attempts > 1 ? $"{word}, attempt {live.Attempts}" : word;
    }

    private static string OutcomeLine(GraphOutcomes outcomes)
    {
        var line = $"{outcomes.Completed} of {outcomes.Total} completed";
        if (outcomes.Active > 0) line += $", {outcomes.Active} under way";
        if (outcomes.Failed > 0) line += $", {outcomes.Failed} failed";
        if (outcomes.Skipped > 0) line += $", {outcomes.Skipped} skipped";
        return outcomes.Cancelled > 0 ? $"{line}, {outcomes.Cancelled} cancelled" : line;
    }

    private void Line(int depth, string line) => _text.Append(' ', depth * 4).Append(line).Append('\n');
}
