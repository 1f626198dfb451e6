namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>
/// Takes every step of the model once on a real store: from each state that has steps left it goes on as far as new ones lead,
/// then begins again with a new store. The answers are compared one by one.
/// </summary>
internal sealed class StoreCoverage(ProtocolModel model, ProtocolBounds bounds)
{
    private sealed record Visit(ProtocolState State, Visit? From, ProtocolAction By)
    {
        public int Taken { get; set; }
    }

    private readonly Dictionary<ProtocolState, Visit> _visits = [];
    private readonly List<ProtocolAction> _offered = [];

    public long StepCount { get; private set; }

    /// <summary>The first answer in which model and store differ, with the way to it; null when none does.</summary>
    public async Task<string?> DifferenceAsync()
    {
        var initial = new Visit(ProtocolState.Initial(bounds), null, default);
        _visits.Add(initial.State, initial);
        Stack<Visit> open = [];
        open.Push(initial);
        while (open.TryPeek(out var from))
        {
            model.Offer(from.State, _offered);
            if (from.Taken == _offered.Count) open.Pop();
            else if (await FollowAsync(from, open) is { } difference) return difference;
        }
        return null;
    }

    private async Task<string?> FollowAsync(Visit from, Stack<Visit> open)
    {
        var store = await ProtocolStore.CreateAsync();
        foreach (var earlier in WayTo(from)) await store.ApplyAsync(earlier.From!.State, earlier.By);
        for (var visit = from; ;)
        {
            model.Offer(visit.State, _offered);
            if (visit.Taken == _offered.Count) return null;
            var action = _offered[visit.Taken++];
            StepCount++;
            var (next, expected) = model.Apply(visit.State, action);
            var answer = await store.ApplyAsync(visit.State, action);
            if (answer != expected)
                return $"the store answers {answer}, the model {expected}, after{string.Concat(WayTo(visit).Select(one => one.By).Append(action).Select(one => $"\n  {one}"))}";
            if (!_visits.TryGetValue(next, out var reached))
            {
                _visits.Add(next, reached = new(next, visit, action));
                open.Push(reached);
            }
            visit = reached;
        }
    }

    private static List<Visit> WayTo(Visit visit)
    {
        List<Visit> way = [];
        for (; visit.From is not null; visit = visit.From) way.Add(visit);
        way.Reverse();
        return way;
    }
}
