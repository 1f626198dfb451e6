using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Fan-outs: what is handed to the store when one begins, and how what comes back is read.</content>
internal sealed partial class FrameEmitter
{
    private static readonly DurableKind[] s_fanOut = [DurableKind.FanOut];

    private void FanOuts()
    {
        var answering = layout.Flow.Operations
            .Where(o => o.FanOut is not null || (o.Kind == DurableKind.SubFlow && layout.SubFlows[o.SubFlow].Holds(s_fanOut))).ToList();
        if (answering.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override {Library.Machines}.FanOutRequest FanOutOf(int node)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in answering)
                writer.Line(operation.FanOut is null
                    ? $"{Cases(operation)} return {FrameFields.CallOf(operation)}!.FanOutOf(node);"
                    : $"case {layout.FirstNode(operation)}: return {FrameFields.FanOutOf(operation)}!;");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
        writer.Line();
        using (writer.Block($"public override void SetOutcomes(int node, global::System.Collections.Generic.IReadOnlyList<{Library.Machines}.StoredOutcome> outcomes)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in answering)
            {
                if (operation.FanOut is not null)
                    SetOutcomes(operation);
                else
                    writer.Line($"{Cases(operation)} {FrameFields.CallOf(operation)}!.SetOutcomes(node, outcomes); break;");
            }
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
        foreach (var operation in FanOutsOf)
            Begin(operation);
    }

    private void SetOutcomes(OperationModel operation)
    {
        var fanOut = operation.FanOut!;
        writer.Line($"case {layout.FirstNode(operation)}:");
        using var indent = writer.Indent();
        writer.Line($"{FrameFields.FanOutOf(operation)} = null;");
        if ((operation.IsReturned ? "Result" : operation.Target >= 0 ? layout.Fields[operation.Target] : null) is { } target)
        {
            var result = fanOut.ItemResultType ?? $"{Library.Root}.Unit";
            var readResult = fanOut.ItemResultPayload is { } payload ? Reading(payload) : "null";
            writer.Line(fanOut.IsList
                ? $"{target} = {Library.Machines}.StoredOutcomes.ToResults<{result}>(outcomes, {readResult});"
                : $"{target} = {Library.Machines}.StoredOutcomes.ToFanOut<{fanOut.ItemType}, {result}>(outcomes, {Reading(fanOut.ItemPayload)}, {readResult});");
        }
        writer.Line("break;");
    }

    private string Reading(PayloadModel payload) => $"static (ref {Library.Reader} json) => {layout.Values.Read(payload, "json")}";

    /// <summary>Keys and dependencies are asked for here, within the flow's segment; the frame keeps nothing of it.</summary>
    private void Begin(OperationModel operation)
    {
        var fanOut = operation.FanOut!;
        var item = layout[fanOut];
        var (items, inputs) = (layout.Fields[fanOut.Items], layout.Fields[fanOut.Inputs]);
        var inputType = layout.Flow.Variables[fanOut.Inputs].Type;
        writer.Line();
        using (writer.Block($"private void Begin{FrameFields.FanOutOf(operation)}()"))
        {
            writer.Line($"{FrameFields.FanOutOf(operation)} = new {Library.Machines}.FanOutRequest<{fanOut.ItemType}, {inputType.Substring(0, inputType.Length - 2)}>(");
            using (writer.Indent())
            {
                writer.Line($"{items}, {inputs}, {(operation.Options < 0 ? "null" : layout.Fields[operation.Options])},");
                writer.Line($"static (json, item) => {{ {layout.Values.Write(fanOut.ItemPayload, "json", "item")} }},");
                if (fanOut.Child is { } child)
                    writer.Line($"static (json, input) => {child}.Registration.Machine.WriteInput(json, input)) {{ Child = {child}.Registration }};");
                else
                    WriteInput(item);
            }
            foreach (var field in operation.Options < 0 ? [items, inputs] : new[] { items, inputs, layout.Fields[operation.Options] })
                writer.Line($"{field} = null!;");
        }
    }

    private void WriteInput(FrameLayout item)
    {
        using (writer.Block("static (json, input) =>", "});"))
        {
            writer.Line("json.WriteStartObject();");
            var parameters = item.Flow.Parameters.Select(n => item.Flow.Variables[n]).ToList();
            for (var i = 0; i < parameters.Count; i++)
            {
                writer.Line($"json.WritePropertyName({ConstantText.Of(parameters[i].Name.TrimStart('@'))}u8);");
                writer.Line(layout.Values.Write(parameters[i].Payload!, "json", parameters.Count == 1 ? "input" : $"input.Item{i + 1}"));
            }
            writer.Line("json.WriteEndObject();");
        }
    }
}
