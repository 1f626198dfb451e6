using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>
/// Finds the slots that are read behind each position before they are assigned again: what a stored frame must hold there. One analysis
/// over the instructions, backwards until nothing changes; names count as read unless they are certainly assigned first.
/// </summary>
internal sealed class Liveness
{
    private readonly IReadOnlyList<Instruction> _code;
    private readonly VariableSet[] _before;
    private readonly Dictionary<Label, int> _indexes = [];
    private readonly VariableSet _slots;
    private readonly int _count;

    private Liveness(FlowBody flow, IReadOnlyList<Instruction> code, IEnumerable<int> slots)
    {
        _code = code;
        _count = flow.Variables.Length;
        _slots = New();
        foreach (var slot in slots)
            _slots.Add(slot);
        _before = new VariableSet[code.Count + 1];
        for (var i = 0; i <= code.Count; i++)
        {
            _before[i] = New();
            if (i < code.Count && code[i] is Mark mark)
                _indexes[mark.Label] = i;
        }
    }

    /// <summary>Fills in what lives at each position; the answer is what lives at any, ascending.</summary>
    public static List<int> Find(FlowBody flow, IReadOnlyList<Instruction> code, IReadOnlyList<Standing> positions, IEnumerable<int> slots)
    {
        var liveness = new Liveness(flow, code, slots);
        while (liveness.Pass())
        {
        }
        var persisted = liveness.New();
        var suspends = code.Select((instruction, i) => (instruction, i)).Where(c => c.instruction is Suspend)
            .ToDictionary(c => ((Suspend)c.instruction).Operation.Index, c => c.i);
        foreach (var standing in positions.Where(p => p.Operation is not null))
            persisted.UnionWith(liveness._before[suspends[standing.Operation!.Index]]);
        foreach (var parameter in flow.Parameters.Where(liveness._slots.Contains))
            persisted.Add(parameter);

        foreach (var standing in positions)
        {
            var live = standing.Operation is { } operation ? liveness._before[suspends[operation.Index]]
                : standing.Label is { } label ? liveness.Before(label)
                : liveness._before[0];
            // A frame stands at a handler only between a failure and the next Advance; what crosses no operation is not stored for it.
            standing.Live.AddRange(live.Numbers().Where(persisted.Contains));
        }
        return [.. persisted.Numbers()];
    }

    private bool Pass()
    {
        var grew = false;
        for (var i = _code.Count - 1; i >= 0; i--)
            grew |= _before[i].UnionWith(Before(_code[i], _before[i + 1]));
        return grew;
    }

    private VariableSet Before(Instruction instruction, VariableSet next)
    {
        var live = New();
        switch (instruction)
        {
            case Goto i:
                return Before(i.Label);
            case RunSegment i:
                return Before(i.Segment, next);
            case Test i:
                live.UnionWith(next);
                live.UnionWith(Before(i.WhenFalse));
                return Before(i.Condition, live);
            case Select i:
                live.UnionWith(Before(i.End));
                foreach (var section in i.Sections)
                    live.UnionWith(Before(section));
                return Before(i.Head, live);
            case StartCall i:
                live.UnionWith(next);
                AddAll(live, SlotTable.ReadBy(i.Operation));
                return live;
            case Suspend i:
                live.UnionWith(next);
                if (i.Operation.Target >= 0)
                    live.Remove(i.Operation.Target);
                // Frames of its own have the arguments by now.
                if (!i.Operation.HasFramesOfItsOwn)
                    AddAll(live, SlotTable.ReadBy(i.Operation));
                live.UnionWith(Handler(i.Region));
                return live;
            case NextItem i:
                live.UnionWith(next);
                live.Remove(i.Item);
                live.Add(i.Items);
                live.UnionWith(Before(i.WhenDone));
                live.UnionWith(Handler(i.Region));
                return live;
            case Leave i:
                return LeaveTo(i.Region, i.To);
            case LeaveFlow i:
                return LeaveFlow(i.Region);
            case EndFinally i:
                live.UnionWith(next);
                live.UnionWith(Handler(i.Region));
                foreach (var jump in i.Finally.Jumps)
                    live.UnionWith(LeaveTo(i.Region, jump));
                if (i.Finally.IsCrossedByReturn)
                    live.UnionWith(LeaveFlow(i.Region));
                return live;
            case DispatchCatch i:
                live.UnionWith(Handler(i.Region));
                foreach (var arm in Enumerable.Reverse(i.Arms))
                {
                    live.UnionWith(Before(arm.Body));
                    if (arm.Filter is { } filter)
                        live = Before(filter, live);
                }
                return live;
            default:
                return next;
        }
    }

    /// <summary>Backwards through the pieces; each may throw, and may leave by its jumps.</summary>
    private VariableSet Before(Segment segment, VariableSet next)
    {
        var live = next.Copy();
        for (var i = segment.Pieces.Count - 1; i >= 0; i--)
        {
            var piece = segment.Pieces[i];
            if (piece.Stored >= 0)
                live.Remove(piece.Stored);
            RemoveAll(live, piece.Names.Declared);
            RemoveAll(live, piece.Names.Replaced);
            AddAll(live, piece.Names.Named.Where(n => !piece.Names.Declared.Contains(n) && !piece.Names.Replaced.Contains(n)));
            foreach (var part in piece.Parts)
                if (part.Jump is { } jump)
                    live.UnionWith(BehindExit(segment, jump));
            live.UnionWith(Handler(segment.Region));
        }
        return live;
    }

    private VariableSet BehindExit(Segment segment, Jump jump)
        => segment.Exits[segment.ExitOf(jump) - 1] switch
        {
            { Target: { } target } => LeaveTo(segment.Region, target),
            { Jump.Kind: JumpKind.Return } => LeaveFlow(segment.Region),
            _ => Handler(segment.Region),
        };

    private VariableSet LeaveTo(Region from, JumpTarget target)
        => from.FirstFinallyBefore(target.Region) is { } first ? Before(first.Entry!) : Before(target.Label);

    private VariableSet LeaveFlow(Region from)
        => from.FirstFinallyBefore(null) is { } first ? Before(first.Entry!) : New();

    /// <summary>What the handler of a region reads; a failing finalizer goes to the end of its body, and from there further out.</summary>
    private VariableSet Handler(Region region) => region.Kind switch
    {
        RegionKind.Flow => New(),
        RegionKind.FinallyBody => Before(region.Protects!.End!),
        _ => Before(region.Entry!),
    };

    private VariableSet Before(Label label) => _before[_indexes[label]];

    private VariableSet New() => new(_count);

    private void AddAll(VariableSet set, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            if (_slots.Contains(number))
                set.Add(number);
    }

    private static void RemoveAll(VariableSet set, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            set.Remove(number);
    }
}
