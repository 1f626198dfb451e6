using System.Collections.Immutable;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>Lays the rows of a run over the graph of its workflow.</summary>
internal sealed class RunGraphReading
{
    private readonly WorkflowRun _run;
    private readonly IReadOnlyList<WorkflowRunStep> _rows;
    private readonly WorkflowDefinition _definition;
    private readonly FlowGraph _graph;
    private readonly ILookup<string, GraphNode> _children;
    private readonly Dictionary<string, GraphNode> _nodes;

    /// <summary>Ids under which rows stand, other than those of the graph's nodes.</summary>
    private readonly Dictionary<string, string> _formerIds = [];

    /// <summary>A node's rows by their places in the list, in its order.</summary>
    private readonly Dictionary<string, List<int>> _rowsOf = [];

    /// <summary>The node at which the run stands without a row that says so, such as a step that waits for a place within its limits.</summary>
    private readonly string? _standsAt;

    public RunGraphReading(RegisteredWorkflow workflow, WorkflowRun run, IReadOnlyList<WorkflowRunStep> rows)
    {
        (_run, _rows, _definition) = (run, rows, workflow.Definition);
        CollectFormerIds();
        _graph = run.ItemNode.Length == 0 ? _definition.Graph : _definition.Graph.OfItem(NameOf(run.ItemNode));
        _children = _graph.Nodes.ToLookup(static node => node.Within ?? "");
        _nodes = _graph.Nodes.ToDictionary(static node => node.Id);
        for (var i = 0; i < rows.Count; i++)
        {
            var id = NameOf(rows[i].NodeId);
            if (!_rowsOf.TryGetValue(id, out var places)) _rowsOf.Add(id, places = []);
            places.Add(i);
        }
        if (!run.Status.IsTerminal() && run.AtNode is { } at && rows.All(static row => row.Status.IsTerminal())) _standsAt = NameOf(at);
    }

    public RunGraph Read()
    {
        var unknown = _rowsOf.Where(one => !_nodes.ContainsKey(one.Key)).OrderBy(static one => one.Value[0])
            .Select(one => OfRows(new(one.Key, NodeRows.KindOf(_rows[one.Value[^1]].Role), _rows[one.Value[^1]].StepName), one.Value));
        return new(_run, _graph, [.. _graph.Nodes.Select(Of)], [.. unknown]);
    }

    private void CollectFormerIds()
    {
        foreach (var node in _definition.Nodes)
        {
            foreach (var former in node.FormerIds) _formerIds.TryAdd(former, node.Id);
            if (node.Compensation is not { } undo) continue;
            foreach (var id in node.FormerIds.Insert(0, node.Id))
                foreach (var step in undo.FormerStepIds.Insert(0, undo.StepId)) _formerIds.TryAdd($"{id}/{step}", $"{node.Id}/{undo.StepId}");
        }
    }

    private string NameOf(string nodeId) => _formerIds.GetValueOrDefault(nodeId, nodeId);

    private RunGraphNode Of(GraphNode node)
    {
        if (IsPerItem(node)) return new() { Node = node, Status = GraphNodeStatus.PerItem };
        var live = node.Kind switch
        {
            GraphNodeKind.Start or GraphNodeKind.End => new() { Node = node, Status = StatusOfEdge(node), Error = node is { Kind: GraphNodeKind.End, Within: null } ? _run.Error : null },
            GraphNodeKind.SubFlow => new() { Node = node, Status = StatusOf(node, within: null) },
            _ => _rowsOf.TryGetValue(node.Id, out var places) ? OfRows(node, places) : new() { Node = node },
        };
        if (_standsAt != node.Id) return live;
        return live with
        {
            Status = StatusWhereItStands(),
            WaitsFor = _run.Status == RunStatus.Waiting && _definition.Nodes.Any(one => one.Id == node.Id && !one.Limits.IsEmpty) ? "a place within its limits" : null,
            DueAt = _run.Status == RunStatus.Waiting ? _run.DueAt : null,
        };
    }

    private RunGraphNode OfRows(GraphNode node, List<int> places)
    {
        var row = _rows[Latest(places)];
        var attempts = places.Where(place => _rows[place].Path == row.Path).Select(place => _rows[place]).ToList();
        var status = NodeRows.StatusOf(node.Kind, row);
        var failed = attempts.LastOrDefault(static one => one.StepError is not null || one.ErrorType is not null);
        return new()
        {
            Node = node,
            Status = status,
            Executions = places.Select(place => _rows[place].Path).Distinct().Count(),
            Attempts = attempts.Count,
            StartedAt = attempts.Find(static one => one.StartedAt is not null)?.StartedAt,
            EndedAt = row.EndedAt,
            DueAt = row.Status.IsTerminal() ? null : row.DueAt,
            WaitsFor = status == GraphNodeStatus.Waiting ? NodeRows.WaitsFor(row) : null,
            Error = failed?.StepError,
            ErrorType = failed?.ErrorType,
            ChildRunIds = [.. places.Select(place => _rows[place].ChildRunId).Where(static id => !string.IsNullOrEmpty(id)).Distinct()!],
            Progress = row.Progress,
            Outcomes = OutcomesOf(node, row),
        };
    }

    /// <summary>Of its rows the last that has not ended, else the last.</summary>
    private int Latest(List<int> places)
        => places.FindLastIndex(place => !_rows[place].Status.IsTerminal()) is var open and >= 0 ? places[open] : places[^1];

    /// <summary>
    /// A node's status in the latest execution, or in that one within which its path stands. A sub-flow has no rows: what is under way
    /// in it counts, else how its last operation ended, finalizers aside.
    /// </summary>
    private GraphNodeStatus StatusOf(GraphNode node, IterationPath? within)
    {
        var places = node.Kind == GraphNodeKind.SubFlow ? RowsWithin(node) : _rowsOf.GetValueOrDefault(node.Id) ?? [];
        if (within is { } path) places = places.FindAll(place => IsWithin(_rows[place].Path, path));
        if (node.Kind != GraphNodeKind.SubFlow) return places.Count == 0 ? GraphNodeStatus.NotReached : NodeRows.StatusOf(node.Kind, _rows[Latest(places)]);
        if (_standsAt is { } at && IsWithin(at, node)) return StatusWhereItStands();
        if (places.Count == 0) return GraphNodeStatus.NotReached;
        var open = places.FindAll(place => !_rows[place].Status.IsTerminal()).ConvertAll(StatusAt);
        if (open.Count > 0) return open.Contains(GraphNodeStatus.Running) ? GraphNodeStatus.Running : open[^1];
        var main = places.FindLastIndex(place => !NodeAt(place).IsInFinalizer || StatusAt(place) is GraphNodeStatus.Failed or GraphNodeStatus.TimedOut);
        return StatusAt(main < 0 ? places[^1] : places[main]) is var last and not GraphNodeStatus.Skipped ? last : GraphNodeStatus.Completed;
    }

    private GraphNode NodeAt(int place) => _nodes[NameOf(_rows[place].NodeId)];

    private GraphNodeStatus StatusAt(int place) => NodeRows.StatusOf(NodeAt(place).Kind, _rows[place]);

    /// <summary>The rows of a sub-flow's own operations and of those that it calls; of a group those of the group itself.</summary>
    private List<int> RowsWithin(GraphNode subFlow)
    {
        var places = new List<int>();
        foreach (var node in _children[subFlow.Id])
        {
            if (node.Kind == GraphNodeKind.SubFlow) places.AddRange(RowsWithin(node));
            else if (node.Kind != GraphNodeKind.Compensation && _rowsOf.TryGetValue(node.Id, out var own)) places.AddRange(own);
        }
        places.Sort();
        return places;
    }

    private GraphOutcomes? OutcomesOf(GraphNode node, WorkflowRunStep row)
    {
        if (row.Items is { } items) return new(items.Total, items.Running, items.Completed, items.Failed, items.Skipped, 0);
        if (node.Kind is not (GraphNodeKind.Parallel or GraphNodeKind.Race)) return null;
        var outcomes = new GraphOutcomes();
        foreach (var branch in _children[node.Id])
        {
            if (branch.Kind == GraphNodeKind.Compensation) continue;
            outcomes = outcomes with { Total = outcomes.Total + 1 };
            outcomes = StatusOf(branch, row.Path) switch
            {
                GraphNodeStatus.NotReached => outcomes,
                GraphNodeStatus.Completed or GraphNodeStatus.Tolerated => outcomes with { Completed = outcomes.Completed + 1 },
                GraphNodeStatus.Failed or GraphNodeStatus.TimedOut => outcomes with { Failed = outcomes.Failed + 1 },
                GraphNodeStatus.Skipped => outcomes with { Skipped = outcomes.Skipped + 1 },
                GraphNodeStatus.Cancelled => outcomes with { Cancelled = outcomes.Cancelled + 1 },
                _ => outcomes with { Active = outcomes.Active + 1 },
            };
        }
        return outcomes;
    }

    /// <summary>The start of a flow is behind a run that has begun, its end behind one that has ended.</summary>
    private GraphNodeStatus StatusOfEdge(GraphNode node)
    {
        if (node.Within is { } outer)
        {
            var around = StatusOf(_nodes[outer], within: null);
            if (node.Kind == GraphNodeKind.Start) return around == GraphNodeStatus.NotReached ? around : GraphNodeStatus.Completed;
            return around is GraphNodeStatus.Completed or GraphNodeStatus.Tolerated ? GraphNodeStatus.Completed : GraphNodeStatus.NotReached;
        }
        if (node.Kind == GraphNodeKind.Start) return _run.StartedAt is null ? GraphNodeStatus.NotReached : GraphNodeStatus.Completed;
        return _run.Status switch
        {
            RunStatus.Completed => GraphNodeStatus.Completed,
            RunStatus.Failed => GraphNodeStatus.Failed,
            RunStatus.Cancelled => GraphNodeStatus.Cancelled,
            _ => GraphNodeStatus.NotReached,
        };
    }

    private GraphNodeStatus StatusWhereItStands()
        => _run.Status == RunStatus.Waiting ? GraphNodeStatus.Waiting : _run.Owner is null ? GraphNodeStatus.Pending : GraphNodeStatus.Running;

    private bool IsPerItem(GraphNode node)
    {
        for (var outer = node.Within; outer is not null; outer = _nodes[outer].Within)
            if (_nodes[outer].Kind == GraphNodeKind.FanOut) return true;
        return false;
    }

    private bool IsWithin(string id, GraphNode box)
    {
        for (var outer = _nodes.GetValueOrDefault(id)?.Within; outer is not null; outer = _nodes[outer].Within)
            if (outer == box.Id) return true;
        return false;
    }

    private static bool IsWithin(IterationPath path, IterationPath outer)
    {
        if (path.Depth < outer.Depth) return false;
        for (var i = 0; i < outer.Depth; i++)
            if (path[i] != outer[i]) return false;
        return true;
    }
}
