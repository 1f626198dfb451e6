using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>The branches of a parallel or race: a frame each, opened where the group begins and closed where it ends.</content>
internal sealed partial class FrameEmitter
{
    private static readonly DurableKind[] s_withBranches = [DurableKind.Parallel, DurableKind.Race];

    private void Branches()
    {
        var answering = layout.Flow.Operations
            .Where(o => o.HasBranches || (o.Kind == DurableKind.SubFlow && layout.SubFlows[o.SubFlow].Holds(s_withBranches))).ToList();
        if (answering.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"public override {Library.BranchSet} BranchesOf(int node)"))
        using (writer.Block($"switch ({layout.LocalNode})"))
        {
            foreach (var operation in answering)
            {
                writer.Line(operation.HasBranches
                    ? $"case {layout.FirstNode(operation)}: return {FrameFields.BranchesOf(operation)};"
                    : $"{Cases(operation)} return {FrameFields.CallOf(operation)}!.BranchesOf(node);");
            }
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(node));");
        }
        foreach (var group in GroupsOf)
            Branches(group);
    }

    private void Branches(OperationModel group)
    {
        var set = FrameFields.BranchesOf(group);
        writer.Line();
        writer.Line($"private static readonly string[] s_{set} = [{string.Join(", ", group.Branches.Select(b => ConstantText.Of(b.Id)))}];");
        for (var i = 0; i < group.Branches.Length; i++)
        {
            var (type, field) = (layout[group.Branches[i]].FrameType, FrameFields.BranchOf(group, i));
            writer.Line();
            using (writer.Block($"private {type} Open{field}()"))
            {
                writer.Line($"{field} ??= new {type} {{ Caller = this, Offset = {layout.Index(layout.FirstNode(group, i) - 1)} }};");
                writer.Line($"{field}.Workflow = Workflow;");
                writer.Line($"{set}[{i}] = {field};");
                writer.Line($"return {field};");
            }
        }
        writer.Line();
        using (writer.Block($"private void Close{set}()"))
        {
            for (var i = 0; i < group.Branches.Length; i++)
                writer.Line($"{FrameFields.BranchOf(group, i)}?.Reset();");
            writer.Line($"{set}.Clear();");
        }
        writer.Line();
        using (writer.Block($"private void Leave{set}()"))
        {
            for (var i = 0; i < group.Branches.Length; i++)
                writer.Line($"FinalizerError ??= {set}[{i}]?.FinalizerError;");
            writer.Line($"Close{set}();");
        }
        writer.Line();
        using (writer.Block($"private void Begin{set}()"))
        {
            writer.Line($"{set}.Clear();");
            if (group.Options >= 0)
                writer.Line($"{set}.Policy = {layout.Fields[group.Options]};");
            else if (group.Kind == DurableKind.Race)
                writer.Line($"{set}.Policy = new(IsRace: true);");
            for (var i = 0; i < group.Branches.Length; i++)
            {
                var branch = group.Branches[i];
                var begin = $"Workflow.{CallEmitter.NameOf(layout, group, i)}(this, Open{FrameFields.BranchOf(group, i)}());";
                writer.Line(branch.Taken < 0 ? begin : $"if ({layout.Fields[branch.Taken]}) {begin}");
            }
        }
    }
}
