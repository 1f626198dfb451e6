using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class StampTests
{
    [Theory, CombinatorialStores]
    public async Task Each_branch_draws_ids_of_its_own_and_has_the_runs_clock(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(static builder => builder.Add(Stamps.Registration), store.Store, store.Time).StartAsync();
        var begun = store.Time.GetUtcNow();

        var stamps = new List<Stamp>();
        for (var i = 0; i < 2; i++)
        {
            var run = await host.Client.StartAsync(Stamps.Start(), cancellationToken: TestContext.Current.CancellationToken);
            stamps.AddRange(await run.ResultAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(4, stamps.Select(stamp => stamp.Id).Distinct().Count());
        Assert.All(stamps, stamp => Assert.InRange(stamp.At, begun.AddMinutes(-1), store.Time.GetUtcNow()));
    }
}
