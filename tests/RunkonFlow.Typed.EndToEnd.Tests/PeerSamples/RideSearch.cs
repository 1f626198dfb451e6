using System.Collections.Immutable;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal sealed record RideOffer(string Driver, int Minutes);

/// <summary>
/// Asks any number of drivers at once and goes on with the two that answer first; who has not answered by then is called off.
/// </summary>
[Workflow("ride-search")]
internal sealed partial class RideSearch(IWorkflowClient client, Drivers drivers, Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(IReadOnlyList<string> asked, CancellationToken ct = default)
    {
        var self = await WhoAmIAsync(ct);
        var ended = await Flow.Race(CollectAsync(2, ct), AskAllAsync(self, asked, ct));
        var offers = ended.Winner == 0 ? ended.First! : [];
        if (offers.Count < 2) throw Flow.Fail("too few drivers answered");
        var best = offers.MinBy(offer => offer.Minutes)!;
        await BookAsync(best.Driver, ct);
        return best.Driver;
    }

    [SubFlow]
    private async Task<IReadOnlyList<RideOffer>> CollectAsync(int enough, CancellationToken ct = default)
    {
        var offers = ImmutableList<RideOffer>.Empty;
        for (var i = 0; i < enough; i++)
        {
            var offer = await OfferedAsync(ct);
            offers = offers.Add(offer);
        }
        return offers;
    }

    [SubFlow]
    private async Task<int> AskAllAsync(RunId self, IReadOnlyList<string> asked, CancellationToken ct = default)
    {
        var all = await Flow.ForEach(asked, driver => AskAsync(self, driver, ct), new() { OnFailure = OnItemFailure.Continue }, ct);
        await Flow.Delay(TimeSpan.FromMinutes(1), ct);
        return all.Completed.Count();
    }

    [Signal]
    private partial ValueTask<RideOffer> OfferedAsync(CancellationToken ct = default);

    [Step]
    private Task<RunId> WhoAmIAsync(CancellationToken ct = default, StepContext step = default) => Task.FromResult(step.RunId);

    [Step]
    private async Task AskAsync(RunId self, string driver, CancellationToken ct = default)
    {
        var minutes = await drivers.AskAsync(driver, ct);
        await client.SignalAsync(self, RideSearch.Signals.Offered, new RideOffer(driver, minutes), driver, cancellationToken: ct);
    }

    [Step]
    private Task BookAsync(string driver, CancellationToken ct = default) => ledger.DoAsync($"book {driver}", ct);
}
