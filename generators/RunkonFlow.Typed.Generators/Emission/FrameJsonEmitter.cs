using System.Globalization;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// Emits how a frame is stored: the position by its node's id, and of slots, arguments, loops and handlers those that live there. A slot's
/// name carries its type's id, so that a value of another type is not taken for it.
/// </summary>
internal sealed partial class FrameJsonEmitter(SourceWriter writer, FrameLayout layout)
{
    private readonly FrameState _state = layout.State;

    private bool HasItems => _state.Items.Count > 0;

    private bool HasSurroundings => layout.Lowered.Positions.Any(p => Surroundings.Of(layout.Flow, p).Length > 0);

    private IEnumerable<OperationModel> Calls => layout.Flow.Operations.Where(o => o.Kind == DurableKind.SubFlow);

    private bool HasFrames => Calls.Any() || GroupsOf.Any();

    private bool ReturnsThroughFinally => layout.Flow.ResultType is not null && layout.Finallys.Any(r => r.IsCrossedByReturn);

    public void Emit()
    {
        writer.Line();
        Tables();
        writer.Line();
        using (writer.Block($"public override void Write({Library.Writer} json)")) Write();
        writer.Line();
        using (writer.Block($"public override void Read(ref {Library.Reader} json)")) Read();
        foreach (var group in Groups())
        {
            writer.Line();
            ReadGroup(group);
        }
        Jumps();
        Locals();
    }

    private IEnumerable<IGrouping<StateGroup, (StateItem Item, int Place)>> Groups()
        => _state.Items.Select((item, place) => (Item: item, Place: place)).GroupBy(i => i.Item.Group);

    private static string Mask(IEnumerable<int> places)
    {
        var mask = places.Aggregate(0UL, (bits, place) => bits | (1UL << (place % 64)));
        return mask == 0 ? "0" : "0x" + mask.ToString("X", CultureInfo.InvariantCulture);
    }

    private string Lives(IEnumerable<int> places)
        => string.Join(" || ", places.GroupBy(p => p / 64).Select(w => $"(live{(_state.Words > 1 ? w.Key.ToString(CultureInfo.InvariantCulture) : "")} & {Mask(w)}) != 0"));

    private void Write()
    {
        if (IsBranch)
            WriteEnd();
        for (var w = 0; w < _state.Words; w++)
            writer.Line(_state.Words == 1 ? "var live = s_live[Position];" : $"var live{w} = s_live[(Position * {_state.Words}) + {w}];");
        writer.Line($"{Library.FrameJson}.Begin(json, s_at[Position], {(HasSurroundings ? "s_in[Position]" : "default")});");
        foreach (var group in Groups())
        {
            using (writer.Block($"if ({Lives(group.Select(i => i.Place))})"))
            {
                writer.Line($"json.WriteStartObject(\"{FrameState.MemberOf(group.Key)}\"u8);");
                foreach (var (item, place) in group)
                {
                    // One that is alone in its group has been asked for already.
                    using var only = group.Skip(1).Any() ? writer.Block($"if ({Lives([place])})") : default(SourceWriter.Scope?);
                    writer.Line($"json.WritePropertyName(s_names[{place}]);");
                    writer.Line(item.Write);
                }
                writer.Line("json.WriteEndObject();");
            }
        }
        if (ReturnsThroughFinally)
        {
            var pending = layout.Finallys.Where(r => r.IsCrossedByReturn)
                .Select(r => $"({Lives([_state.PlaceOf(r)])} && {FrameFields.PendingOf(r)}.Kind == {Library.CompletionKind}.Return)");
            using (writer.Block($"if ({string.Join(" || ", pending)})"))
            {
                writer.Line($"json.WritePropertyName({ConstantText.Of(ResultName)}u8);");
                writer.Line(layout.Values.Write(layout.Flow.ResultPayload!, "json", "Result"));
            }
        }
        if (layout.Finallys.Any() || HasFrames)
        {
            using (writer.Block("if (FinalizerError is not null)"))
            {
                writer.Line("json.WritePropertyName(\"e\"u8);");
                writer.Line("FinalizerError.Write(json);");
            }
        }
        foreach (var call in Calls)
        {
            using (writer.Block($"if (Position == {call.Index + 1})"))
            {
                writer.Line("json.WritePropertyName(\"f\"u8);");
                writer.Line($"{FrameFields.CallOf(call)}!.Write(json);");
            }
        }
        WriteBranches();
        if (layout.StoresClock)
        {
            writer.Line($"{Library.FrameJson}.WriteClock(json, SegmentTime, SegmentSeed);");
        }
        writer.Line("json.WriteEndObject();");
    }

    private void Result(params string[] more)
    {
        var payload = layout.Flow.ResultPayload!;
        Member(ResultNames, "", ["json.Read();", $"Result = {layout.Values.Read(payload, "json")};", .. more]);
        foreach (var conversion in payload.Conversions)
            Member(conversion.TypeIds.Select(type => "r:" + type), "", ["json.Read();", $"Result = {layout.Values.ReadOld(payload, conversion, "json")};", .. more]);
    }

    private string ResultName => "r:" + layout.Flow.ResultPayload!.TypeId;

    private IEnumerable<string> ResultNames => layout.Flow.ResultPayload!.FormerTypeIds.Select(type => "r:" + type).Prepend(ResultName);

    private void Read()
    {
        if (HasItems)
            writer.Line($"global::System.Span<ulong> found = stackalloc ulong[{_state.Words}];");
        writer.Line("var surroundings = \"\";");
        // What a name stands for is known once the position is.
        foreach (var group in Groups())
            writer.Line($"var {Local(group.Key)} = default({Library.Reader});");
        if (Calls.Any())
            writer.Line("var call = default(global::System.Text.Json.Utf8JsonReader);");
        if (GroupsOf.Any())
            writer.Line("var branches = default(global::System.Text.Json.Utf8JsonReader);");
        using (writer.Block($"while (json.Read() && json.TokenType == {Library.PropertyName})"))
        {
            Member("v", "json.Read();", $"{Library.FrameJson}.CheckVersion(json.GetInt32());");
            Member("at", "json.Read();", $"Position = {Library.FrameJson}.PositionOf(json.GetString()!, s_positions, {Names});");
            Member("in", "json.Read();", "surroundings = json.GetString()!;");
            foreach (var group in Groups())
                Member(FrameState.MemberOf(group.Key), $"{Local(group.Key)} = json;", "json.Skip();");
            if (IsBranch)
                ReadEnd();
            if (ReturnsThroughFinally)
                Result();
            if (layout.Finallys.Any() || HasFrames || IsBranch)
                Member("e", "json.Read();", $"FinalizerError = {Library.Failure}.Read(ref json);");
            if (Calls.Any())
                Member("f", "json.Read();", "call = json;", "json.Skip();");
            if (GroupsOf.Any())
                Member("b", "json.Read();", "branches = json;", "json.Skip();");
            if (layout.StoresClock)
            {
                Member("t", "json.Read();", "SegmentTime = new(json.GetInt64(), global::System.TimeSpan.Zero);");
                Member("x", "json.Read();", "SegmentSeed = global::System.UInt128.Parse(json.GetString()!, global::System.Globalization.NumberStyles.HexNumber, global::System.Globalization.CultureInfo.InvariantCulture);");
            }
            writer.Line("json.Read();");
            writer.Line("json.Skip();");
        }
        if (IsBranch)
            writer.Line("if (Position < 0) return;");
        writer.Line($"{Library.FrameJson}.RequireSame({(HasSurroundings ? "s_surroundings[Position]" : "\"\"")}, surroundings, s_positions[Position], {Names});");
        foreach (var group in Groups())
            writer.Line($"if ({Local(group.Key)}.TokenType != global::System.Text.Json.JsonTokenType.None) Read{group.Key}(ref {Local(group.Key)}, found);");
        if (layout.Lowered.Regions.Count > 1)
            writer.Line("Region = s_regions[Position];");
        if (HasItems)
            writer.Line($"{Library.FrameJson}.Require(new(s_live, {(_state.Words == 1 ? "Position" : $"Position * {_state.Words}")}, {_state.Words}), found, s_names, s_positions[Position]);");
        foreach (var call in Calls)
            writer.Line($"if (Position == {call.Index + 1}) Open{FrameFields.CallOf(call)}().Read(ref call);");
        ReadBranches();
    }

    private static string Local(StateGroup group) => char.ToLowerInvariant(group.ToString()[0]) + group.ToString().Substring(1);

    private void Member(string name, params string[] statements) => Member([name], "", statements);

    private void Member(IEnumerable<string> names, string condition, params string[] statements)
    {
        var isNamed = string.Join(" || ", names.Select(name => $"json.ValueTextEquals({ConstantText.Of(name)}u8)"));
        using (writer.Block(condition.Length == 0 ? $"if ({isNamed})" : $"if (({condition}) && ({isNamed}))"))
        {
            foreach (var statement in statements)
                writer.Line(statement);
            writer.Line("continue;");
        }
    }

    private void ReadGroup(IGrouping<StateGroup, (StateItem Item, int Place)> group)
    {
        using (writer.Block($"private void Read{group.Key}(ref {Library.Reader} json, scoped global::System.Span<ulong> found)"))
        {
            writer.Line("json.Read();");
            using (writer.Block($"while (json.Read() && json.TokenType == {Library.PropertyName})"))
            {
                foreach (var (item, place) in group)
                {
                    // One of several that share the name is the one that lives here.
                    var isShared = group.Any(other => other.Place != place && other.Item.AllNames.Intersect(item.AllNames).Any());
                    var condition = isShared ? $"(s_live[{LiveWord(place)}] & {Mask([place])}) != 0" : "";
                    var isFound = $"found[{place / 64}] |= {Mask([place])};";
                    Member(item.FormerNames.Prepend(item.Name), condition, "json.Read();", item.Read, isFound);
                    foreach (var (names, read) in item.Older) Member(names, condition, "json.Read();", read, isFound);
                }
                writer.Line("json.Read();");
                writer.Line("json.Skip();");
            }
        }
    }

    private string LiveWord(int place) => _state.Words == 1 ? "Position" : $"(Position * {_state.Words}) + {place / 64}";
}
