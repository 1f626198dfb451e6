using System.Text;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Draws a flow as a Mermaid flowchart: solid arrows where operations follow one another, dotted ones where one has failed.</summary>
internal static class MermaidText
{
    public static string Of(LoweredFlow flow)
    {
        var graph = new FlowGraph(flow);
        var text = new StringBuilder("flowchart TD\n    start([start])\n");
        foreach (var operation in flow.Flow.Operations)
        {
            var box = operation.Kind switch
            {
                DurableKind.Step => $"[{operation.Id}]",
                DurableKind.FanOut => $"[/{operation.Id}\\]",
                DurableKind.SubFlow => $"[[{operation.Id}]]",
                DurableKind.Gate => $"{{{operation.Id}}}",
                DurableKind.Signal => $">{operation.Id}]",
                DurableKind.Child => $"[/{operation.Id}/]",
                _ => $"{{{{{operation.Id}}}}}",
            };
            text.Append($"    n{operation.Index + 1}{box}\n");
            for (var i = 0; i < operation.Branches.Length; i++)
                text.Append($"    n{operation.Index + 1}b{i + 1}[{operation.Branches[i].Id}]\n    n{operation.Index + 1} --- n{operation.Index + 1}b{i + 1}\n");
        }
        text.Append("    finish([end])\n");
        Arrows("start", graph.First(), "-->");
        foreach (var operation in flow.Flow.Operations)
        {
            Arrows($"n{operation.Index + 1}", graph.After(operation), "-->");
            Arrows($"n{operation.Index + 1}", graph.AfterFailureOf(operation), "-.->");
        }
        return text.ToString();

        void Arrows(string from, IReadOnlyList<OperationModel?> targets, string arrow)
        {
            foreach (var target in targets)
                text.Append($"    {from} {arrow} {(target is null ? "finish" : $"n{target.Index + 1}")}\n");
        }
    }
}
