using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the class of a flow's frames.</summary>
internal sealed partial class FrameEmitter(SourceWriter writer, FrameLayout layout)
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
            Waits();
            Results();
            Branches();
            FanOuts();
            new RunEmitter(writer, layout).Emit();
            new RaiseEmitter(writer, layout).Emit();
            new FrameJsonEmitter(writer, layout).Emit();
            Reset();
            Calls();
        }
    }

    private IEnumerable<OperationModel> GroupsOf => layout.Flow.Operations.Where(o => o.HasBranches);

    private IEnumerable<OperationModel> FanOutsOf => layout.Flow.Operations.Where(o => o.FanOut is not null);

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
        foreach (var gate in Resolved)
            writer.Line($"private {Library.GateAnswer}? {FrameFields.ResolutionOf(gate)};");
        foreach (var call in CallsOf)
            writer.Line($"private {layout.SubFlows[call.SubFlow].FrameType}? {FrameFields.CallOf(call)};");
        foreach (var fanOut in FanOutsOf)
            writer.Line($"private {Library.Machines}.FanOutRequest? {FrameFields.FanOutOf(fanOut)};");
        foreach (var group in GroupsOf)
        {
            writer.Line($"private readonly {Library.BranchSet} {FrameFields.BranchesOf(group)} = new({group.Branches.Length});");
            for (var i = 0; i < group.Branches.Length; i++)
                writer.Line($"private {layout[group.Branches[i]].FrameType}? {FrameFields.BranchOf(group, i)};");
        }
    }

    private static string GuardType(LoopModel loop)
        => loop.Guard == LoopGuardKind.Rounds ? $"{Library.Machines}.LoopGuard" : $"{Library.Machines}.LoopGuard<{loop.ProgressType}>";

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
            foreach (var fanOut in FanOutsOf)
                writer.Line($"{FrameFields.FanOutOf(fanOut)} = null;");
            foreach (var group in GroupsOf)
                writer.Line($"Close{FrameFields.BranchesOf(group)}();");
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
