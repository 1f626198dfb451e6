using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Items of fan-outs: each is a run of its own, whose frame is that of the fan-out's body.</content>
internal sealed partial class MachineEmitter
{
    private void Items()
    {
        var fanOuts = FanOutsIn(flow, 0).ToList();
        if (fanOuts.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override {Library.Frame} CreateItemFrame(int node, object workflow) => node switch", "};"))
        {
            foreach (var (node, item) in fanOuts)
                writer.Line($"{node} => new {item.FrameType} {{ Workflow = ({flow.WorkflowType})workflow, Offset = {node} }},");
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(node)),");
        }
        writer.Line();
        using (writer.Block($"public override void ReadItemInput(int node, {Library.Frame} frame, ref {Library.Reader} json)"))
        using (writer.Block("switch (frame)"))
        {
            foreach (var item in fanOuts.Select(f => f.Item).Distinct())
                writer.Line($"case {item.FrameType} item: Read{item.Prefix}(item, ref json); break;");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
        writer.Line();
        using (writer.Block($"public override bool WriteItemOutput(int node, {Library.Writer} json, {Library.Frame} frame)"))
        using (writer.Block("switch (frame)"))
        {
            foreach (var item in fanOuts.Select(f => f.Item).Distinct())
            {
                if (item.Flow.ResultPayload is not { } payload)
                    continue;
                writer.Line($"case {item.FrameType} item:");
                using (writer.Indent())
                {
                    writer.Line(values.Write(payload, "json", "item.Result"));
                    writer.Line("return true;");
                }
            }
            writer.Line("default: return false;");
        }
        foreach (var item in fanOuts.Select(f => f.Item).Distinct())
            ReadItem(item);
    }

    private void ReadItem(FrameLayout item)
    {
        writer.Line();
        using (writer.Block($"private static void Read{item.Prefix}({item.FrameType} item, ref {Library.Reader} json)"))
        {
            if (item.Flow.Parameters.IsEmpty)
            {
                writer.Line("json.Skip();");
                return;
            }
            var variables = item.Flow.Parameters.Select(n => item.Flow.Variables[n]);
            ReadMembers("item", item, [.. variables.Select(v => (v.Name.TrimStart('@'), Identifier.Pascal(v.Name.TrimStart('@')), v))]);
        }
    }

    /// <summary>The fan-outs of a flow, those in sub-flows, branches and items included, by their nodes in the definition.</summary>
    private static IEnumerable<(int Node, FrameLayout Item)> FanOutsIn(FrameLayout layout, int offset)
    {
        foreach (var operation in layout.Flow.Operations)
        {
            var first = offset + layout.FirstNode(operation);
            if (operation.Kind == DurableKind.SubFlow)
                foreach (var inner in FanOutsIn(layout.SubFlows[operation.SubFlow], first - 1))
                    yield return inner;
            for (var i = 0; i < operation.Branches.Length; i++)
                foreach (var inner in FanOutsIn(layout[operation.Branches[i]], offset + layout.FirstNode(operation, i) - 1))
                    yield return inner;
            if (operation.FanOut is not { } fanOut)
                continue;
            yield return (first, layout[fanOut]);
            foreach (var inner in FanOutsIn(layout[fanOut], first))
                yield return inner;
        }
    }
}
