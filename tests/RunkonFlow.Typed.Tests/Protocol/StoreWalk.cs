namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>Random ways through the protocol, each on the model and on a new store; the answers are compared one by one.</summary>
/// <param name="model">The model.</param>
/// <param name="bounds">Its bounds.</param>
/// <param name="seed">Of the ways.</param>
internal sealed class StoreWalk(ProtocolModel model, ProtocolBounds bounds, int seed)
{
    private const int LongestWay = 60;

    private readonly Random _random = new(seed);
    private readonly List<ProtocolAction> _offered = [];
    private readonly List<ProtocolAction> _way = [];

    public long StepCount { get; private set; }

    /// <summary>The first answer in which model and store differ, with the way to it; null when none does.</summary>
    public async Task<string?> DifferenceAsync(int ways)
    {
        for (var way = 0; way < ways; way++)
            if (await WalkAsync() is { } difference) return $"seed {seed}, way {way}: {difference}";
        return null;
    }

    private async Task<string?> WalkAsync()
    {
        var store = await ProtocolStore.CreateAsync();
        var state = ProtocolState.Initial(bounds);
        _way.Clear();
        while (_way.Count < LongestWay)
        {
            model.Offer(state, _offered);
            if (_offered.Count == 0) return null;
            var action = _offered[_random.Next(_offered.Count)];
            _way.Add(action);
            StepCount++;
            var (next, expected) = model.Apply(state, action);
            var answer = await store.ApplyAsync(state, action);
            if (answer != expected) return $"the store answers {answer}, the model {expected}, after{string.Concat(_way.Select(one => $"\n  {one}"))}";
            state = next;
        }
        return null;
    }
}
