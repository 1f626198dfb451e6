using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the graph of a workflow: the nodes in source order, sub-flows, groups and fan-outs around what they hold, and the edges.</summary>
internal sealed class GraphEmitter(SourceWriter writer)
{
    private const string Kind = Library.Root + ".GraphNodeKind.";
    private readonly List<string> _nodes = [];
    private readonly List<string> _edges = [];

    public void Emit(WorkflowFacts facts, FrameLayout flow)
    {
        Flow(flow, prefix: "", within: null, isInFinalizer: false);
        writer.Line("Graph = new()");
        writer.Line("{");
        using (writer.Indent("},"))
        {
            writer.Line($"Workflow = {ConstantText.Of(facts.Id)},");
            writer.Line($"Version = {ConstantText.Of(facts.Version)},");
            writer.Line($"Title = {ConstantText.Of(facts.Title ?? facts.Id)},");
            List("Nodes", _nodes);
            List("Edges", _edges);
        }
    }

    private void List(string name, List<string> lines)
    {
        writer.Line($"{name} =");
        writer.Line("[");
        using (writer.Indent("],"))
        {
            foreach (var line in lines) writer.Line(line);
        }
    }

    /// <summary>A flow with its own start and end, which no id of a node can be.</summary>
    private void Flow(FrameLayout layout, string prefix, string? within, bool isInFinalizer)
    {
        var (start, end) = (prefix + "(start)", prefix + "(end)");
        Node(start, "Start", "", within, isInFinalizer);
        Operations(layout, prefix, within, isInFinalizer);
        Node(end, "End", "", within, isInFinalizer);
        var graph = new FlowGraph(layout.Lowered);
        Edges(start, graph.First(), "Next");
        foreach (var operation in layout.Flow.Operations)
        {
            Edges(prefix + operation.Id, graph.After(operation), "Next");
            Edges(prefix + operation.Id, graph.AfterFailureOf(operation), "Failure");
        }

        void Edges(string from, IReadOnlyList<OperationModel?> targets, string kind)
        {
            foreach (var target in targets) Edge(from, target is null ? end : prefix + target.Id, kind);
        }
    }

    private void Operations(FrameLayout layout, string prefix, string? within, bool isInFinalizer)
    {
        foreach (var standing in layout.Lowered.Positions)
        {
            if (standing.Operation is not { } operation) continue;
            var isFinal = isInFinalizer || standing.Region.IsInFinalizer;
            var id = prefix + operation.Id;
            Node(id, KindNames.NodeKindOf(operation.Kind), operation.StepId, within, isFinal);
            if (operation.Compensation is { } undo)
            {
                Node($"{id}/{undo.StepId}", "Compensation", undo.StepId, within, isInFinalizer: true);
                Edge(id, $"{id}/{undo.StepId}", "Compensation");
            }
            if (operation.Kind == DurableKind.SubFlow) Flow(layout.SubFlows[operation.SubFlow], id + "/", id, isFinal);
            // A branch is the call in the flow, so its id is the call's; an item's nodes stand under the fan-out's id.
            foreach (var branch in operation.Branches) Operations(layout[branch], prefix, id, isFinal);
            if (operation.FanOut is { } fanOut) Operations(layout[fanOut], id + "/", id, isInFinalizer: false);
        }
    }

    private void Node(string id, string kind, string stepId, string? within, bool isInFinalizer)
        => _nodes.Add(
            $"new({ConstantText.Of(id)}, {Kind}{kind}"
            + (stepId.Length > 0 ? $", {ConstantText.Of(stepId)}" : "")
            + (within is null ? "" : $", Within: {ConstantText.Of(within)}")
            + (isInFinalizer ? ", IsInFinalizer: true" : "")
            + "),");

    private void Edge(string from, string to, string kind)
        => _edges.Add($"new({ConstantText.Of(from)}, {ConstantText.Of(to)}{(kind == "Next" ? "" : $", {Library.Root}.GraphEdgeKind.{kind}")}),");
}
