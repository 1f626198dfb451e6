using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Where a frame stands: node, path, and what is pending there.</content>
internal sealed partial class FrameEmitter
{
    private void Properties()
    {
        writer.Line();
        if (layout.HasPlainNodes)
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
}
