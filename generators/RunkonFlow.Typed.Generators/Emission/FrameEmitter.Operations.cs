using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>What the engine asks of the operation at which a frame stands.</content>
internal sealed partial class FrameEmitter
{
    private void Fail()
    {
        writer.Line();
        if (!layout.HasCalls && !GroupsOf.Any())
        {
            writer.Line($"public override void Fail({Library.Failure} failure) => Raise(failure);");
            return;
        }
        using (writer.Block($"public override void Fail({Library.Failure} failure)"))
        using (writer.Block("switch (Position)"))
        {
            foreach (var call in CallsOf)
                writer.Line($"case {call.Index + 1}: {FrameFields.CallOf(call)}!.Fail(failure); break;");
            foreach (var group in GroupsOf)
                writer.Line($"case {group.Index + 1}: Leave{FrameFields.BranchesOf(group)}(); Raise(failure); break;");
            writer.Line("default: Raise(failure); break;");
        }
    }

    private void Execute()
    {
        writer.Line();
        using (writer.Block($"public override {Library.ValueTask} ExecuteAsync(int node, {Library.StepContext} step, {Library.Token} cancellationToken)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in layout.Flow.Operations.Where(o => o.Kind is DurableKind.Step or DurableKind.SubFlow || o.Gate?.Resolver is not null))
            {
                if (operation.Kind == DurableKind.SubFlow)
                {
                    if (layout.NodesOf(operation).Any())
                        writer.Line($"{Cases(operation)} return {FrameFields.CallOf(operation)}!.ExecuteAsync(node, step, cancellationToken);");
                    continue;
                }
                if (operation.Gate?.Resolver is { } resolver)
                    Resolve(operation, resolver);
                else
                    Execute(operation);
            }
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
    }

    private string Cases(OperationModel operation) => string.Join(" ", layout.NodesOf(operation).Select(n => $"case {n}:"));

    private void Execute(OperationModel operation)
    {
        var call = $"Workflow.{CallEmitter.NameOf(layout, operation)}(this, step, cancellationToken)";
        var isTask = operation.Shape is TaskShape.Task or TaskShape.TaskOfT;
        writer.Line($"case {layout.FirstNode(operation)}:");
        if (operation.ResultType is not { } type)
        {
            using (writer.Indent())
                writer.Line(isTask ? $"return new({call});" : $"return {call};");
            return;
        }
        var target = operation.IsReturned ? "Result" : operation.Target >= 0 ? layout.Fields[operation.Target] : null;
        writer.Line("{");
        using (writer.Indent("}"))
        {
            var later = isTask ? $"new {Library.ValueTask}<{type}>(call)" : "call";
            writer.Line($"var call = {call};");
            writer.Line(target is null
                ? $"if (!call.IsCompletedSuccessfully) return Later(this, {later}, static (_, _) => {{ }});"
                : $"if (!call.IsCompletedSuccessfully) return Later(this, {later}, static (frame, value) => frame.{target} = {Copied(operation, "value")});");
            writer.Line(target is null ? "_ = call.Result;" : $"{target} = {Copied(operation, "call.Result")};");
            writer.Line("return default;");
        }
    }

    private string Copied(OperationModel operation, string value) => layout.Values.Copy(operation.ResultPayload!, value);

    private void Timers()
    {
        var timers = layout.Flow.Operations.Where(o => o.Kind is DurableKind.Delay or DurableKind.Until or DurableKind.SubFlow).ToList();
        if (timers.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override {Library.TimerRequest} TimerOf(int node)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in timers.Where(o => layout.NodesOf(o).Any()))
            {
                var value = $"Workflow.{CallEmitter.NameOf(layout, operation)}(this)";
                writer.Line($"{Cases(operation)} return " + operation.Kind switch
                {
                    DurableKind.Delay => $"new({value}, null);",
                    DurableKind.Until => $"new(null, {value});",
                    _ => $"{FrameFields.CallOf(operation)}!.TimerOf(node);",
                });
            }
            writer.Line("default: return default;");
        }
    }

    private void Results()
    {
        var written = layout.Flow.Operations
            .Where(o => o.Kind == DurableKind.SubFlow ? layout.NodesOf(o).Any() : !o.HasFramesOfItsOwn && (o.IsReturned || o.Target >= 0)).ToList();
        if (written.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override bool WriteResult({Library.Writer} json, int node)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in written)
            {
                if (operation.Kind == DurableKind.SubFlow)
                {
                    writer.Line($"{Cases(operation)} return {FrameFields.CallOf(operation)}!.WriteResult(json, node);");
                    continue;
                }
                var field = operation.IsReturned ? "Result" : layout.Fields[operation.Target];
                writer.Line($"case {layout.FirstNode(operation)}:");
                using (writer.Indent())
                {
                    writer.Line(layout.Values.Write(operation.ResultPayload!, "json", field));
                    writer.Line("return true;");
                }
            }
            writer.Line("default: return false;");
        }
    }
}
