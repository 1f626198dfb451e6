using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>A kind of state, and the member of the stored frame that holds it.</summary>
internal enum StateGroup
{
    Slots,
    Arguments,
    Loops,
    Pending,
    Caught,
}

/// <summary>One thing that a stored frame may hold.</summary>
/// <param name="Group">Where it is stored.</param>
/// <param name="Name">Its name there; a value's carries its type's id.</param>
/// <param name="Write">Statements that write it.</param>
/// <param name="Read">Statements that read it.</param>
internal sealed record StateItem(StateGroup Group, string Name, string Write, string Read)
{
    /// <summary>Names under which shipped versions stored it.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>Names under which it was stored with another type, and statements that read that and make a value of today's.</summary>
    public IReadOnlyList<(IReadOnlyList<string> Names, string Read)> Older { get; init; } = [];

    /// <summary>All names under which it may be found.</summary>
    public IEnumerable<string> AllNames => FormerNames.Prepend(Name).Concat(Older.SelectMany(older => older.Names));
}

/// <summary>What a stored frame may hold, and which of it at each position.</summary>
internal sealed class FrameState
{
    private readonly List<StateItem> _items = [];
    private readonly List<HashSet<int>> _live = [];
    private readonly Dictionary<object, int> _places = [];

    private FrameState()
    {
    }

    public IReadOnlyList<StateItem> Items => _items;

    /// <summary>The items that live at a position, by their places in <see cref="Items"/>.</summary>
    public IReadOnlyList<HashSet<int>> LiveAt => _live;

    /// <summary>Words of 64 bits that hold a bit for each item.</summary>
    public int Words => (_items.Count + 63) / 64;

    /// <summary>The place of what is pending in a finally.</summary>
    public int PlaceOf(Region region) => _places[region];

    /// <summary>The place of a variable.</summary>
    public int PlaceOf(int variable) => _places[variable];

    public static string MemberOf(StateGroup group) => group switch
    {
        StateGroup.Slots => "s",
        StateGroup.Arguments => "a",
        StateGroup.Loops => "l",
        StateGroup.Pending => "p",
        _ => "c",
    };

    public static FrameState Of(FrameLayout layout)
    {
        var state = new FrameState();
        var lowered = layout.Lowered;
        var places = state._places;
        var names = StoredNames.Of(lowered);
        foreach (var number in lowered.Persisted.OrderBy(n => lowered.Flow.Variables[n].Kind == VariableKind.Argument))
        {
            places[number] = state._items.Count;
            state._items.Add(Variable(layout, lowered.Flow.Variables[number], names[number]));
        }
        foreach (var loop in lowered.Flow.Loops)
        {
            places[loop] = state._items.Count;
            state._items.Add(Loop(layout, loop, $"loop-{StoredNames.DepthOf(lowered, loop)}"));
        }
        foreach (var region in layout.Finallys)
        {
            places[region] = state._items.Count;
            var field = FrameFields.PendingOf(region);
            var (name, jump) = region.Jumps.Count > 0 ? ($"NameOfJump({field}.Target)", "JumpOf") : ("null", "null");
            state._items.Add(new(StateGroup.Pending, $"finally-{IndexIn(lowered.Positions.Select(p => p.Pending), region)}",
                $"{Library.FrameJson}.WriteCompletion(json, {field}, {name});",
                $"{field} = {Library.FrameJson}.ReadCompletion(ref json, {jump});"));
        }
        foreach (var number in layout.Catches)
        {
            places[$"catch#{number}"] = state._items.Count;
            var field = FrameFields.CaughtOf(number);
            state._items.Add(new(StateGroup.Caught, $"catch-{IndexIn(lowered.Positions.Select(p => p.Caught), number)}", $"{field}!.Write(json);", $"{field} = {Library.Failure}.Read(ref json);"));
        }
        foreach (var standing in lowered.Positions)
        {
            state._live.Add([
                .. standing.Live.Select(n => places[n]),
                .. standing.Loops.Select(l => places[l]),
                .. standing.Pending.Select(r => places[r]),
                .. standing.Caught.Select(n => places[$"catch#{n}"]),
            ]);
        }
        return state;
    }

    /// <summary>
    /// What is open around a position is stored by how deep it stands, from 1 for the outermost. That they are the same ones is known from
    /// their names, which are stored once for all.
    /// </summary>
    private static int IndexIn<T>(IEnumerable<IReadOnlyList<T>> lists, T item)
        => lists.Select(list => list.ToList().IndexOf(item)).DefaultIfEmpty(-1).Max() + 1;

    private static StateItem Variable(FrameLayout layout, VariableModel variable, IReadOnlyList<string> names)
    {
        var field = layout.Fields[variable.Number];
        var payload = variable.Payload!;
        var group = variable.Kind == VariableKind.Argument ? StateGroup.Arguments : StateGroup.Slots;
        var stored = $"{names[0]}:{payload.TypeId}";
        var former = names.SelectMany(_ => payload.FormerTypeIds.Prepend(payload.TypeId), (name, type) => $"{name}:{type}").Skip(1).ToList();
        var older = payload.Conversions.Select(conversion => ((IReadOnlyList<string>)[.. names.SelectMany(_ => conversion.TypeIds, (name, type) => $"{name}:{type}")], Read: layout.Values.ReadOld(payload, conversion, "json")));
        if (!FrameFields.IsStoredApart(variable))
            return new(group, stored, layout.Values.Write(payload, "json", field), $"{field} = {layout.Values.Read(payload, "json")};")
            {
                FormerNames = former,
                Older = [.. older.Select(one => (one.Item1, $"{field} = {one.Read};"))],
            };
        // Nobody but the machine has what a loop goes over, so it changes only if its elements do.
        var isImmutable = payload.IsImmutable || (variable.Kind == VariableKind.Items && payload.HasImmutableElements) ? "true" : "false";
        return new(
            group, stored,
            $"WriteValue(json, ref {FrameFields.StoredOf(field)}, {field}, static (json, value) => {{ {layout.Values.Write(payload, "json", "value")} }}, {isImmutable});",
            $"{field} = ReadValue(ref json, ref {FrameFields.StoredOf(field)}, static (ref {Library.Reader} json) => {layout.Values.Read(payload, "json")}, {isImmutable});")
        {
            FormerNames = former,
            // What was stored once is stored anew, under the new type's name.
            Older = [.. older.Select(one => (one.Item1, $"{field} = ReadValue(ref json, ref {FrameFields.StoredOf(field)}, static (ref {Library.Reader} json) => {one.Read}, {isImmutable}); {FrameFields.StoredOf(field)} = default;"))],
        };
    }

    private static StateItem Loop(FrameLayout layout, LoopModel loop, string name)
    {
        var (round, guard) = (FrameFields.Of(loop), FrameFields.GuardOf(loop));
        switch (loop.Guard)
        {
            case LoopGuardKind.None:
                return new(StateGroup.Loops, name, $"json.WriteNumberValue({round});", $"{round} = json.GetInt32();");
            case LoopGuardKind.Rounds:
                return new(StateGroup.Loops, name,
                    $"{Library.FrameJson}.WriteLoop(json, {round}, {guard});",
                    $"{round} = {Library.FrameJson}.ReadLoop(ref json, out {guard});");
            default:
                var payload = loop.ProgressPayload!;
                var type = loop.ProgressType!;
                return new(StateGroup.Loops, name,
                    $"{Library.FrameJson}.WriteLoop(json, {round}, {guard}, \"{payload.TypeId}\", static (json, value) => {{ {layout.Values.Write(payload, "json", "value")} }});",
                    $"{round} = {Library.FrameJson}.ReadLoop<{type}>(ref json, out {guard}, \"{payload.TypeId}\", static (ref {Library.Reader} json) => {layout.Values.Read(payload, "json")});");
        }
    }
}
