using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Branches: how a group's frame holds those of its branches, and how a branch that has ended waits for the others.</content>
internal sealed partial class FrameJsonEmitter
{
    private IEnumerable<OperationModel> GroupsOf => layout.Flow.Operations.Where(o => o.HasBranches);

    private bool IsBranch => layout.Flow.Role == FlowRole.Branch;

    /// <summary>A branch that has ended waits for the others with its result or its failure.</summary>
    private void WriteEnd()
    {
        using (writer.Block("if (Position < 0)"))
        {
            writer.Line("json.WriteStartObject();");
            writer.Line("json.WriteNumber(\"v\"u8, 1);");
            using (writer.Block("if (Outcome is not null)"))
            {
                writer.Line("json.WritePropertyName(\"failed\"u8);");
                writer.Line("Outcome.Write(json);");
            }
            using (writer.Block("else"))
            {
                if (layout.Flow.ResultPayload is { } payload)
                {
                    writer.Line($"json.WritePropertyName({ConstantText.Of(ResultName)}u8);");
                    writer.Line(layout.Values.Write(payload, "json", "Result"));
                }
                else
                {
                    writer.Line("json.WriteBoolean(\"ended\"u8, true);");
                }
            }
            using (writer.Block("if (FinalizerError is not null)"))
            {
                writer.Line("json.WritePropertyName(\"e\"u8);");
                writer.Line("FinalizerError.Write(json);");
            }
            writer.Line("json.WriteEndObject();");
            writer.Line("return;");
        }
    }

    private void ReadEnd()
    {
        Member("failed", "json.Read();", $"Outcome = {Library.Failure}.Read(ref json);", "Position = -1;");
        if (layout.Flow.ResultPayload is not null)
            Result("Position = -1;");
        else
            Member("ended", "json.Read();", "Position = -1;");
    }

    private void WriteBranches()
    {
        foreach (var group in GroupsOf)
        {
            using (writer.Block($"if (Position == {group.Index + 1})"))
            {
                writer.Line("json.WritePropertyName(\"b\"u8);");
                writer.Line($"{Library.FrameJson}.WriteBranches(json, {FrameFields.BranchesOf(group)}, s_{FrameFields.BranchesOf(group)});");
            }
        }
    }

    private void ReadBranches()
    {
        foreach (var group in GroupsOf)
        {
            using (writer.Block($"if (Position == {group.Index + 1})"))
            {
                for (var i = 0; i < group.Branches.Length; i++)
                    writer.Line($"Open{FrameFields.BranchOf(group, i)}();");
                writer.Line($"{Library.FrameJson}.ReadBranches(ref branches, {FrameFields.BranchesOf(group)}, s_{FrameFields.BranchesOf(group)}, [{FormerBranches(group)}]);");
            }
        }
    }

    private void ShowBranches()
    {
        foreach (var group in GroupsOf)
        {
            for (var i = 0; i < group.Branches.Length; i++)
                writer.Line($"if (Position == {group.Index + 1} && {FrameFields.BranchesOf(group)}[{i}] is {{ }} branch{group.Index + 1}_{i + 1}) branch{group.Index + 1}_{i + 1}.ShowLocals(locals.In({ConstantText.Of($"{group.Id}/{i + 1}")}));");
        }
    }

    private static string FormerBranches(OperationModel group)
        => string.Join(", ", group.Branches.SelectMany(b => b.FormerIds.Select(former => ConstantText.Of($"{former} {b.Id}"))));
}
