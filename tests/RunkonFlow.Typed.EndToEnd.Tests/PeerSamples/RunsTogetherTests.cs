using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>Runs that speak to one another, and to many outside.</summary>
public sealed class RunsTogetherTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();
    private readonly Drivers _drivers = new();

    [Theory, CombinatorialStores]
    public async Task Runs_that_share_a_key_work_one_after_the_other_also_when_one_is_called_off(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var runs = new List<Client.RunHandle<Unit>>();
        foreach (var what in new[] { "paint", "plumb", "wire" }) runs.Add(await stage.BeginAsync(Repair.Start("cellar", what)));
        await stage.Host.UntilAsync(runs[0].RunId, _ => _ledger.Entries.Count > 0);
        await stage.Client.CancelAsync(runs[1].RunId, "flooded", cancellationToken: s_none);

        foreach (var run in runs) await stage.EndOfAsync(run.RunId);

        var done = _ledger.Entries.Where(entry => !entry.StartsWith("plumb", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, done.Count);
        Assert.All(done.Chunk(2), pair => Assert.Equal(pair[0].Replace("begins", "ends", StringComparison.Ordinal), pair[1]));
    }

    [Theory, CombinatorialStores]
    public async Task The_first_two_of_any_number_decide_and_the_others_are_called_off(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        var run = await stage.BeginAsync(RideSearch.Start(["deaf Ada", "angry Bea", "deaf Cid", "Dan", "Emil"]));

        Assert.Equal("Dan", await stage.ResultOfAsync(run));
        Assert.Equal(["book Dan"], _ledger.Entries);
        await stage.Host.UntilAsync(run.RunId, _ => _drivers.CalledOff == 2);
    }

    private Task<Stage> OpenAsync(StoreKind kind) => Stage.OpenAsync(kind, builder =>
    {
        builder.Add(KeyCabinet.Registration).Add(Repair.Registration).Add(RideSearch.Registration);
        builder.Services.AddSingleton(_ledger).AddSingleton(_drivers);
    });
}
