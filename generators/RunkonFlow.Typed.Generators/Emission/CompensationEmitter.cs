using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the machine's way to the steps that undo others.</summary>
internal sealed class CompensationEmitter(SourceWriter writer, FrameLayout flow)
{
    public void Emit()
    {
        var undone = new List<(int Node, string Method)>();
        var last = 0;
        Find(flow, ref last, undone);
        if (undone.Count == 0)
            return;
        writer.Line();
        writer.Line($"public override {Library.ValueTask} CompensateAsync(");
        using (writer.Indent())
            writer.Line($"int node, object workflow, ref {Library.Reader} result, {Library.StepContext} step, {Library.Token} cancellationToken)");
        writer.Line("{");
        using (writer.Indent("}"))
        using (writer.Block("switch (node)"))
        {
            foreach (var method in undone.GroupBy(u => u.Method))
            {
                writer.Line(string.Join(" ", method.Select(u => $"case {u.Node}:"))
                    + $" return (({flow.WorkflowType})workflow).{method.Key}(ref result, step, cancellationToken);");
            }
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
    }

    /// <summary>In the order of the definition's nodes: those of a sub-flow stand at each of its call sites, those of branches behind their join.</summary>
    private static void Find(FrameLayout layout, ref int last, List<(int Node, string Method)> undone)
    {
        foreach (var operation in layout.Lowered.Positions.Select(standing => standing.Operation).OfType<OperationModel>())
        {
            if (operation.Kind == DurableKind.SubFlow)
                Find(layout.SubFlows[operation.SubFlow], ref last, undone);
            else
                last++;
            if (operation.Compensation is not null)
                undone.Add((last, CallEmitter.UndoOf(layout, operation)));
            foreach (var branch in operation.Branches)
                Find(layout[branch], ref last, undone);
            if (operation.FanOut is { } fanOut)
                Find(layout[fanOut], ref last, undone);
        }
    }
}
