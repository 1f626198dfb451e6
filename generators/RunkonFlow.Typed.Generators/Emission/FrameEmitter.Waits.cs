using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>What the engine asks of gates, signals and children, and gives them.</content>
internal sealed partial class FrameEmitter
{
    private void Waits()
    {
        Forwarded(
            $"public override {Library.GateRequest} GateOf(int node)", [DurableKind.Gate],
            o => $"return Workflow.{CallEmitter.NameOf(layout, o)}(this);",
            call => $"return {call}.GateOf(node);");
        Forwarded(
            $"public override void SetDecision(int node, {Library.GateAnswer} answer)", [DurableKind.Gate],
            o => TargetOf(o) is { } target ? $"{target} = {Copied(o, Decision(o))}; return;" : "return;",
            call => $"{call}.SetDecision(node, answer); return;");
        if (Resolved.Any() || CallsOf.Any(o => layout.SubFlows[o.SubFlow].Holds([DurableKind.Gate])))
        {
            Forwarded(
                $"public override {Library.GateAnswer}? ResolutionOf(int node)", [DurableKind.Gate],
                o => o.Gate!.Resolver is null ? "return null;" : $"return {FrameFields.ResolutionOf(o)};",
                call => $"return {call}.ResolutionOf(node);");
        }
        if (layout.HasLimits)
        {
            Forwarded(
                "public override string LimitKeyOf(int node, int limit)", [DurableKind.Step],
                o => o.Limits.IsEmpty ? "goto default;" : $"return Workflow.{CallEmitter.LimitOf(layout, o)}(this, limit);",
                call => $"return {call}.LimitKeyOf(node, limit);");
        }
        Forwarded(
            $"public override {Library.WorkflowStart} ChildOf(int node)", [DurableKind.Child],
            o => $"return Workflow.{CallEmitter.NameOf(layout, o)}(this);",
            call => $"return {call}.ChildOf(node);");
        Forwarded(
            $"public override void ReadResult(ref {Library.Reader} json, int node)", [DurableKind.Signal, DurableKind.Child, DurableKind.Step],
            o => TargetOf(o) is { } target ? $"{target} = {layout.Values.Read(o.ResultPayload!, "json")}; return;" : "json.Skip(); return;",
            call => $"{call}.ReadResult(ref json, node); return;");
    }

    private IEnumerable<OperationModel> Resolved => layout.Flow.Operations.Where(o => o.Gate?.Resolver is not null);

    /// <summary>One call of the step that decides a gate; its answer stays in the frame until the engine has asked for it.</summary>
    private void Resolve(OperationModel operation, ResolverModel resolver)
    {
        writer.Line($"case {layout.FirstNode(operation)}:");
        writer.Line("{");
        using (writer.Indent("}"))
        {
            var field = FrameFields.ResolutionOf(operation);
            var later = resolver.Shape == TaskShape.TaskOfT ? $"new {Library.ValueTask}<{resolver.ResultType}>(call)" : "call";
            writer.Line($"var call = Workflow.{CallEmitter.ResolveOf(layout, operation)}(this, step, cancellationToken);");
            writer.Line($"if (!call.IsCompletedSuccessfully) return Later(this, {later}, static (frame, value) => frame.{field} = {Library.GateAnswer}.From(value));");
            writer.Line($"{field} = {Library.GateAnswer}.From(call.Result);");
            writer.Line("return default;");
        }
    }

    private string? TargetOf(OperationModel operation)
        => operation.IsReturned ? "Result" : operation.Target >= 0 ? layout.Fields[operation.Target] : null;

    private static string Decision(OperationModel operation) => operation.Gate switch
    {
        { EnumOptions: { } option } => $"answer.ToDecision<{option}>({Library.Machines}.ScalarJson.Parse<{option}>)",
        _ when operation.ResultType!.Contains('<') => "answer.ToDecision(static text => text)",
        _ => "answer.ToDecision()",
    };

    /// <summary>A method that switches over the nodes of some kinds, and hands on those of sub-flows to their frames. Left out where there are none.</summary>
    private void Forwarded(string header, DurableKind[] kinds, Func<OperationModel, string> own, Func<string, string> forward)
    {
        var operations = layout.Flow.Operations.Where(o => kinds.Contains(o.Kind) || (o.Kind == DurableKind.SubFlow && layout.SubFlows[o.SubFlow].Holds(kinds))).ToList();
        if (operations.Count == 0)
            return;
        writer.Line();
        using (writer.Block(header))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in operations)
                writer.Line($"{Cases(operation)} {(operation.Kind == DurableKind.SubFlow ? forward(FrameFields.CallOf(operation) + "!") : own(operation))}");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
    }
}
