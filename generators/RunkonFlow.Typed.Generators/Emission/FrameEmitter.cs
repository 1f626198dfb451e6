using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the class of a flow's frames.</summary>
internal sealed class FrameEmitter(SourceWriter writer, FrameLayout layout)
{
    public void Emit()
    {
        writer.Line();
        writer.Line($"/// <summary>The state of one activation of <c>{layout.Flow.Name}</c>.</summary>");
        using (writer.Block($"private sealed class {layout.FrameType} : {Library.Frame}"))
        {
            Fields();
            Properties();
            Advance();
            Fail();
            Execute();
            Timers();
            Results();
            new RunEmitter(writer, layout).Emit();
            new RaiseEmitter(writer, layout).Emit();
            new FrameJsonEmitter(writer, layout).Emit();
            Reset();
            Calls();
        }
    }

    private IEnumerable<OperationModel> CallsOf => layout.Flow.Operations.Where(o => o.Kind == DurableKind.SubFlow);

    private void Fields()
    {
        writer.Line("/// <summary>The instance whose statements run.</summary>");
        writer.Line($"internal {layout.WorkflowType} Workflow = null!;");
        if (layout.Flow.IsSubFlow)
        {
            writer.Line();
            writer.Line("/// <summary>The nodes before the first of this activation in the definition, less the unused one.</summary>");
            writer.Line("internal int Offset;");
        }
        writer.Line();
        foreach (var number in layout.Lowered.Slots)
            writer.Line($"internal {layout.Flow.Variables[number].Type} {layout.Fields[number]} = default!;");
        foreach (var field in StoredFields)
            writer.Line($"internal {Library.LargeSlot} {field};");
        if (layout.Flow.ResultType is { } result)
            writer.Line($"internal {result} Result = default!;");
        foreach (var loop in layout.Flow.Loops)
        {
            writer.Line($"internal int {FrameFields.Of(loop)};");
            if (loop.Guard != LoopGuardKind.None)
                writer.Line($"internal {GuardType(loop)} {FrameFields.GuardOf(loop)};");
        }
        foreach (var region in layout.Finallys)
            writer.Line($"internal {Library.Completion} {FrameFields.PendingOf(region)};");
        foreach (var number in layout.Catches)
            writer.Line($"internal {Library.Failure}? {FrameFields.CaughtOf(number)};");
        foreach (var call in CallsOf)
            writer.Line($"private {layout.SubFlows[call.SubFlow].FrameType}? {FrameFields.CallOf(call)};");
    }

    private static string GuardType(LoopModel loop)
        => loop.Guard == LoopGuardKind.Rounds ? $"{Library.Machines}.LoopGuard" : $"{Library.Machines}.LoopGuard<{loop.ProgressType}>";

    private void Properties()
    {
        writer.Line();
        if (!layout.HasCalls)
        {
            writer.Line(layout.Flow.Operations.IsEmpty
                ? "public override int Node => 0;"
                : $"public override int Node => Position is > 0 and <= {layout.Flow.Operations.Length} ? {(layout.Flow.IsSubFlow ? "Offset + " : "")}Position : 0;");
        }
        else
        {
            Switch("int", "Node", "0", layout.Lowered.Positions.Where(p => p.Operation is not null).Select(p => (p.Position,
                p.Operation!.Kind == DurableKind.SubFlow ? $"{FrameFields.CallOf(p.Operation)}!.Node" : layout.Index(layout.FirstNode(p.Operation)))));
        }
        var pending = layout.Lowered.Positions.Select(p => (p.Position, Text: PendingAt(p))).Where(p => p.Text.Length > 0).ToList();
        if (pending.Count > 0)
        {
            writer.Line();
            Switch($"{Library.Failure}?", "Pending", "null", pending);
        }
        var paths = layout.Lowered.Positions.Select(p => (p.Position, Text: PathAt(p))).Where(p => p.Text.Length > 0).ToList();
        if (paths.Count > 0)
        {
            writer.Line();
            Switch(Library.Path, "Path", "default", paths);
        }
    }

    private void Switch(string type, string name, string otherwise, IEnumerable<(int Position, string Text)> arms)
    {
        using (writer.Block($"public override {type} {name} => Position switch", "};"))
        {
            foreach (var arm in arms.GroupBy(a => a.Text))
                writer.Line($"{string.Join(" or ", arm.Select(a => a.Position))} => {arm.Key},");
            writer.Line($"_ => {otherwise},");
        }
    }

    /// <summary>Innermost first.</summary>
    private static string PendingAt(Standing standing)
    {
        var failures = standing.Pending.Reverse().Select(r => $"{FrameFields.PendingOf(r)}.Failure");
        if (standing.Operation is { Kind: DurableKind.SubFlow } call)
            failures = failures.Prepend($"{FrameFields.CallOf(call)}!.Pending");
        return string.Join(" ?? ", failures);
    }

    /// <summary>Outermost first.</summary>
    private static string PathAt(Standing standing)
    {
        var rounds = string.Concat(standing.Loops.Select(l => $".Then({FrameFields.Of(l)})"));
        if (standing.Operation is { Kind: DurableKind.SubFlow } call)
            return rounds.Length == 0 ? $"{FrameFields.CallOf(call)}!.Path" : $"default({Library.Path}){rounds}.Then({FrameFields.CallOf(call)}!.Path)";
        return rounds.Length == 0 ? "" : $"default({Library.Path}){rounds}";
    }

    private void Advance()
    {
        writer.Line();
        using (writer.Block($"public override {Library.Command} Advance()"))
        {
            if (!layout.UsesClock)
            {
                Loop();
                return;
            }
            writer.Line("EnterSegments();");
            using (writer.Block("try")) Loop();
            using (writer.Block("finally")) writer.Line("LeaveSegments();");
        }

        void Loop()
        {
            using (writer.Block("while (true)"))
            {
                using (writer.Block("try")) writer.Line("return Run();");
                using (writer.Block("catch (global::System.Exception exception)")) writer.Line($"Raise({Library.Failure}.From(exception));");
            }
        }
    }

    private void Fail()
    {
        writer.Line();
        if (!layout.HasCalls)
        {
            writer.Line($"public override void Fail({Library.Failure} failure) => Raise(failure);");
            return;
        }
        using (writer.Block($"public override void Fail({Library.Failure} failure)"))
        using (writer.Block("switch (Position)"))
        {
            foreach (var call in CallsOf)
                writer.Line($"case {call.Index + 1}: {FrameFields.CallOf(call)}!.Fail(failure); break;");
            writer.Line("default: Raise(failure); break;");
        }
    }

    private void Execute()
    {
        writer.Line();
        using (writer.Block($"public override {Library.ValueTask} ExecuteAsync(int node, {Library.StepContext} step, {Library.Token} cancellationToken)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in layout.Flow.Operations.Where(o => o.Kind is DurableKind.Step or DurableKind.SubFlow))
            {
                if (operation.Kind == DurableKind.SubFlow)
                {
                    if (layout.NodesOf(operation).Any())
                        writer.Line($"{Cases(operation)} return {FrameFields.CallOf(operation)}!.ExecuteAsync(node, step, cancellationToken);");
                    continue;
                }
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
        var timers = layout.Flow.Operations.Where(o => o.Kind != DurableKind.Step).ToList();
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
            .Where(o => o.Kind == DurableKind.SubFlow ? layout.NodesOf(o).Any() : o.IsReturned || o.Target >= 0).ToList();
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

    private IEnumerable<string> StoredFields
        => layout.Lowered.Persisted.Where(n => FrameFields.IsStoredApart(layout.Flow.Variables[n])).OrderBy(n => n)
            .Select(n => FrameFields.StoredOf(layout.Fields[n]));

    private void Reset()
    {
        writer.Line();
        using (writer.Block("public override void Reset()"))
        {
            writer.Line("base.Reset();");
            foreach (var number in layout.Lowered.Slots)
                writer.Line($"{layout.Fields[number]} = default!;");
            foreach (var field in StoredFields)
                writer.Line($"{field} = default;");
            if (layout.Flow.ResultType is not null)
                writer.Line("Result = default!;");
            foreach (var loop in layout.Flow.Loops)
            {
                writer.Line($"{FrameFields.Of(loop)} = 0;");
                if (loop.Guard != LoopGuardKind.None)
                    writer.Line($"{FrameFields.GuardOf(loop)} = default;");
            }
            foreach (var region in layout.Finallys)
                writer.Line($"{FrameFields.PendingOf(region)} = default;");
            foreach (var number in layout.Catches)
                writer.Line($"{FrameFields.CaughtOf(number)} = null;");
            foreach (var call in CallsOf)
                writer.Line($"{FrameFields.CallOf(call)}?.Reset();");
        }
    }

    private void Calls()
    {
        foreach (var call in CallsOf)
        {
            var (type, field) = (layout.SubFlows[call.SubFlow].FrameType, FrameFields.CallOf(call));
            writer.Line();
            using (writer.Block($"private {type} Open{field}()"))
            {
                writer.Line($"{field} ??= new {type} {{ Caller = this, Offset = {layout.Index(layout.FirstNode(call) - 1)} }};");
                writer.Line($"{field}.Workflow = Workflow;");
                writer.Line($"return {field};");
            }
        }
    }
}
