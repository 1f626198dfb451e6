using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <content>Names: the tables of what a stored frame can hold, of the positions and of jumps, and the locals under the user's names.</content>
internal sealed partial class FrameJsonEmitter
{
    private bool HasNames => layout.Flow.Enclosures.Length > 0 || FormerIds().Length > 0;

    private string Names => HasNames ? "s_flow" : $"{Library.Machines}.FrameNames.Empty";

    private List<int> JumpCodes => [.. layout.Finallys.SelectMany(r => r.Jumps).Select(j => j.Code).Distinct().OrderBy(c => c)];

    private void Tables()
    {
        if (HasItems)
        {
            writer.Line("// What a stored frame can hold, and a bit for each of it that is held at a position.");
            writer.Line("private static readonly global::System.Text.Json.JsonEncodedText[] s_names =");
            writer.Line("[");
            using (writer.Indent("];"))
            {
                foreach (var item in _state.Items)
                    writer.Line($"global::System.Text.Json.JsonEncodedText.Encode({ConstantText.Of(item.Name)}),");
            }
            writer.Line();
            var rows = _state.LiveAt.Select(live => string.Join(", ", Enumerable.Range(0, _state.Words).Select(w => Mask(live.Where(p => p / 64 == w)))));
            writer.Line($"private static readonly ulong[] s_live = [{string.Join(", ", rows)}];");
            writer.Line();
        }
        writer.Line($"private static readonly string[] s_positions = [{string.Join(", ", layout.Lowered.Positions.Select(p => ConstantText.Of(p.Name)))}];");
        writer.Line();
        writer.Line($"private static readonly global::System.Text.Json.JsonEncodedText[] s_at = {Library.FrameJson}.Encode(s_positions);");
        if (HasSurroundings)
        {
            writer.Line();
            writer.Line("// The loops and handlers around each position, innermost first.");
            writer.Line($"private static readonly string[] s_surroundings = [{string.Join(", ", layout.Lowered.Positions.Select(p => ConstantText.Of(Surroundings.Of(layout.Flow, p))))}];");
            writer.Line();
            writer.Line($"private static readonly global::System.Text.Json.JsonEncodedText[] s_in = {Library.FrameJson}.Encode(s_surroundings);");
        }
        var enclosures = layout.Flow.Enclosures.Select(e => string.Join(" ", e.Nodes.AsEnumerable().Prepend(e.Extent))).Distinct();
        if (HasNames)
        {
            writer.Line();
            writer.Line("// The operations in each loop, switch and try, behind its name's end; and the ids that operations had before.");
            writer.Line($"private static readonly {Library.Machines}.FrameNames s_flow = new([{string.Join(", ", enclosures.Select(ConstantText.Of))}], [{FormerIds()}]);");
        }
        if (layout.Lowered.Regions.Count > 1)
        {
            writer.Line();
            writer.Line($"private static readonly int[] s_regions = [{string.Join(", ", layout.Lowered.Positions.Select(p => ConstantText.Of(p.Region.Id)))}];");
        }
    }

    private string FormerIds()
        => string.Join(", ", layout.Flow.Operations.SelectMany(o => o.FormerIds.Select(former => ConstantText.Of($"{former} {o.Id}"))));

    /// <summary>For who reads a stored run: what lives at the position, under the user's names.</summary>
    private void Locals()
    {
        var shown = layout.Lowered.Persisted.Where(n => layout.Flow.Variables[n].Kind is VariableKind.Local or VariableKind.Parameter).OrderBy(n => n).ToList();
        if (shown.Count == 0 && !HasFrames)
            return;
        writer.Line();
        using (writer.Block($"public override void ShowLocals({Library.Machines}.LocalsList locals)"))
        {
            if (IsBranch)
                writer.Line("if (Position < 0) return;");
            if (shown.Count > 0)
                for (var w = 0; w < _state.Words; w++)
                    writer.Line(_state.Words == 1 ? "var live = s_live[Position];" : $"var live{w} = s_live[(Position * {_state.Words}) + {w}];");
            foreach (var number in shown)
            {
                var variable = layout.Flow.Variables[number];
                var atStart = variable.Kind == VariableKind.Parameter ? "Position == 0 || " : "";
                writer.Line($"if ({atStart}{Lives([_state.PlaceOf(number)])}) locals.Add({ConstantText.Of(variable.Name.TrimStart('@'))}, {layout.Fields[number]});");
            }
            foreach (var call in Calls)
                writer.Line($"if (Position == {call.Index + 1}) {FrameFields.CallOf(call)}!.ShowLocals(locals.In({ConstantText.Of(call.Id)}));");
            ShowBranches();
        }
    }

    /// <summary>A pending jump is stored by the id of its loop, which an edit elsewhere does not change.</summary>
    private void Jumps()
    {
        var codes = JumpCodes;
        if (codes.Count == 0)
            return;
        writer.Line();
        using (writer.Block("private static string NameOfJump(int target) => target switch", "};"))
        {
            foreach (var code in codes)
                writer.Line($"{code} => {ConstantText.Of(NameOf(code))},");
            writer.Line("_ => \"\",");
        }
        writer.Line();
        writer.Line($"private static readonly string[] s_jumps = [{string.Join(", ", codes.Select(c => ConstantText.Of(NameOf(c))))}];");
        writer.Line();
        writer.Line($"private static readonly int[] s_targets = [{string.Join(", ", codes.Select(c => ConstantText.Of(c)))}];");
        writer.Line();
        writer.Line("private static int JumpOf(string name) => name.Length == 0 ? 0 : s_targets[s_flow.JumpOf(name, s_jumps)];");
    }

    private string NameOf(int code)
    {
        var id = layout.Flow.Loops.FirstOrDefault(l => l.Number == code / 2)?.Id ?? layout.Flow.Switches.First(s => s.Number == code / 2).Id;
        return (code % 2 == 0 ? "break " : "continue ") + id;
    }
}
