using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>
/// Decides which variables the frame holds: parameters, what instructions read or assign, and what more than one segment names. The
/// others live and die inside their segment.
/// </summary>
internal static class SlotTable
{
    public static List<int> Decide(FlowBody flow, IReadOnlyList<Instruction> code, IReadOnlyList<Segment> segments)
    {
        var slots = new SortedSet<int>(flow.Parameters);
        foreach (var instruction in code)
            slots.UnionWith(NamedBy(instruction));
        foreach (var shared in segments.SelectMany(NamedBy).GroupBy(n => n).Where(g => g.Count() > 1))
            slots.Add(shared.Key);
        slots.RemoveWhere(n => flow.Variables[n].Kind is VariableKind.Engine or VariableKind.Caught);

        foreach (var segment in segments)
            Assign(flow, segment, slots);
        return [.. slots];
    }

    /// <summary>What an instruction reads or assigns itself, outside of any segment.</summary>
    public static IEnumerable<int> NamedBy(Instruction instruction) => instruction switch
    {
        StartCall call => ReadBy(call.Operation),
        Suspend suspend => ReadBy(suspend.Operation).Concat(suspend.Operation.Target >= 0 ? [suspend.Operation.Target] : []),
        NextItem next => [next.Items, next.Item],
        _ => [],
    };

    /// <summary>The variables from which an operation's arguments are read.</summary>
    public static IEnumerable<int> ReadBy(OperationModel operation)
    {
        var arguments = operation.Arguments.Concat(operation.Branches.SelectMany(b => b.Arguments));
        var read = arguments.SelectMany(a => a.From == ArgumentSource.Stored ? [a.Variable] : a.Text.Select(p => p.Variable));
        return read.Concat(operation.Branches.Select(b => b.Taken)).Append(operation.Options)
            .Concat(operation.FanOut is { } items ? [items.Items, items.Inputs] : []).Where(v => v >= 0);
    }

    private static IEnumerable<int> NamedBy(Segment segment)
        => segment.Pieces.SelectMany(p => p.Stored >= 0 ? p.Names.Named.Append(p.Stored) : p.Names.Named).Distinct();

    private static void Assign(FlowBody flow, Segment segment, SortedSet<int> slots)
    {
        var declared = new SortedSet<int>(segment.Pieces.SelectMany(p => p.Names.Declared));
        var written = new HashSet<int>(segment.Pieces.SelectMany(p => p.Names.Written));
        foreach (var number in new SortedSet<int>(segment.Pieces.SelectMany(p => p.Names.Named)))
        {
            if (declared.Contains(number))
            {
                if (slots.Contains(number))
                    segment.Declares.Add(number);
                continue;
            }
            segment.Loads.Add(number);
            if (slots.Contains(number) && written.Contains(number))
                segment.Stores.Add(number);
        }
    }
}
