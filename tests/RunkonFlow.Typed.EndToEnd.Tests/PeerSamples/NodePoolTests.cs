using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>Messages that must not interleave, beside a timer.</summary>
public sealed class NodePoolTests : IDisposable
{
    private readonly Ledger _ledger = new();
    private readonly SampleStores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Theory, CombinatorialStores]
    public async Task Requests_are_served_one_after_the_other_with_a_look_at_the_nodes_every_ten_minutes(StoreKind kind)
    {
        await using var test = _stores.On(kind, NodePool.Start(4)).With(_ledger);

        var first = await test.RequestAsync(NodePool.Signals.Allot, new("a", 3));
        var refused = await test.RequestAsync(NodePool.Signals.Allot, new("b", 2));
        await test.AdvanceAsync(TimeSpan.FromMinutes(11));
        var released = await test.RequestAsync(NodePool.Signals.Release, "a");
        var second = await test.RequestAsync(NodePool.Signals.Allot, new("c", 3));
        await test.SignalAsync(NodePool.Signals.ShutDown, "night");
        var report = await test.RunAsync();

        Assert.Equal(["n0", "n1", "n2"], first.Nodes.Order());
        Assert.Equal("1 are free, not 2", refused.Refusal);
        Assert.Equal(2, released);
        Assert.Equal(3, second.Nodes.Count);
        Assert.Equal(new PoolReport(MostInUse: 3, InUse: 3, Bad: 1), report);
        Assert.Equal(1, _ledger.Entries.Count(entry => entry == "look"));
    }

    [Theory, CombinatorialStores]
    public async Task Twenty_quiet_hours_keep_the_rows_of_a_few_rounds(StoreKind kind)
    {
        await using var test = _stores.On(kind, NodePool.Start(2)).With(_ledger);

        await test.AdvanceAsync(TimeSpan.FromHours(10));
        var atTen = test.Steps.Count;
        await test.AdvanceAsync(TimeSpan.FromHours(10));

        Assert.InRange(test.Steps.Count, 1, atTen);
        Assert.Equal(120, _ledger.Entries.Count);
    }
}
