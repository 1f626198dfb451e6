using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Which operations can follow which, for people to look at.</summary>
internal sealed class FlowGraph
{
    private readonly LoweredFlow _flow;
    private readonly Dictionary<Label, int> _indexes = [];

    public FlowGraph(LoweredFlow flow)
    {
        _flow = flow;
        for (var i = 0; i < flow.Code.Count; i++)
            if (flow.Code[i] is Mark mark)
                _indexes[mark.Label] = i;
    }

    /// <summary>The operations that can come first; null stands for the end.</summary>
    public IReadOnlyList<OperationModel?> First() => Reachable(0);

    /// <summary>The operations that can follow one that succeeded; null stands for the end.</summary>
    public IReadOnlyList<OperationModel?> After(OperationModel operation) => Reachable(IndexOf(operation) + 1);

    /// <summary>
    /// The operations that can follow one that failed, in the catch clause or finally that takes the failure; null stands for the end,
    /// to which a catch clause without operations leads. Behind a finally the failure goes on.
    /// </summary>
    public IReadOnlyList<OperationModel?> AfterFailureOf(OperationModel operation)
    {
        var region = _flow.Code[IndexOf(operation)].Region;
        while (region is { Entry: null })
            region = region.Parent;
        return region is null ? [] : [.. Reachable(_indexes[region.Entry!]).Where(o => o is not null || region.Kind == RegionKind.Catches)];
    }

    private int IndexOf(OperationModel operation)
    {
        for (var i = 0; i < _flow.Code.Count; i++)
            if (_flow.Code[i] is Suspend suspend && suspend.Operation == operation)
                return i;
        throw new ArgumentException($"The flow has no operation '{operation.Id}'.", nameof(operation));
    }

    private List<OperationModel?> Reachable(int start)
    {
        var seen = new HashSet<int>();
        var found = new SortedDictionary<int, OperationModel?>();
        var ahead = new Stack<int>([start]);
        while (ahead.Count > 0)
        {
            var index = ahead.Pop();
            if (!seen.Add(index))
                continue;
            if (index == _flow.Code.Count)
                found[int.MaxValue] = null;
            else if (_flow.Code[index] is Suspend suspend)
                found[suspend.Operation.Index] = suspend.Operation;
            else
                foreach (var next in Next(index))
                    ahead.Push(next);
        }
        return [.. found.Values];
    }

    private IEnumerable<int> Next(int index)
    {
        switch (_flow.Code[index])
        {
            case Goto i:
                return [_indexes[i.Label]];
            case Leave i:
                return [LeaveTo(i.Region, i.To)];
            case LeaveFlow i:
                return [LeaveFlow(i.Region)];
            case Test i:
                return [index + 1, _indexes[i.WhenFalse]];
            case NextItem i:
                return [index + 1, _indexes[i.WhenDone]];
            case Select i:
                return i.Sections.Append(i.End).Select(l => _indexes[l]);
            case DispatchCatch i:
                return i.Arms.Select(a => _indexes[a.Body]);
            case EndFinally i:
                var jumps = i.Finally.Jumps.Select(j => LeaveTo(i.Region, j)).Prepend(index + 1);
                return i.Finally.IsCrossedByReturn ? jumps.Append(LeaveFlow(i.Region)) : jumps;
            case RunSegment i:
                var exits = i.Segment.Exits.Where(e => e.Jump.Kind != JumpKind.Rethrow)
                    .Select(e => e.Target is { } target ? LeaveTo(i.Region, target) : LeaveFlow(i.Region));
                return i.Segment.Pieces[i.Segment.Pieces.Count - 1].EndsSegment ? exits : exits.Prepend(index + 1);
            default:
                return [index + 1];
        }
    }

    private int LeaveTo(Region from, JumpTarget target)
        => _indexes[from.FirstFinallyBefore(target.Region) is { } first ? first.Entry! : target.Label];

    private int LeaveFlow(Region from) => from.FirstFinallyBefore(null) is { } first ? _indexes[first.Entry!] : _flow.Code.Count;
}
