using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Fan-outs on each store, from the user's text to typed outcomes.</summary>
public sealed class FanOutTests
{
    private static readonly Stop[] s_stops = [new("Elm", 1, []), new("Oak", 2, ["Elm"]), new("Ash", 3, []), new("Fir", 4, ["Oak", "Ash"])];
    private readonly Shop _shop = new();

    [Theory, CombinatorialStores]
    public async Task Bodies_of_every_kind_give_one_outcome_per_item(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Delivery.Start(s_stops, OnItemFailure.Halt, 2), cancellationToken: TestContext.Current.CancellationToken);
        var text = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Elm:Completed:1 Oak:Completed:2 Ash:Completed:3 Fir:Completed:4 | 12 | 2", text);
        Assert.Equal("Ada to Fir 1", _shop.Calls[^1]);
        Assert.Equal(["for-each", "routes", "lint"], (await host.StepsOfAsync(handle.RunId)).Where(row => row.Items is not null).Select(row => row.NodeId));
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task An_item_is_retried_by_itself_and_what_depends_on_a_failed_one_is_skipped(StoreKind kind)
    {
        _shop.Failing.UnionWith(["Ada to Ash 1", "Ada to Oak 1", "Ada to Oak 2"]);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Delivery.Start(s_stops, OnItemFailure.SkipDependents, 0), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            "Elm:Completed:1 Oak:Failed: Ash:Completed:3 Fir:Skipped: | 6 | 2", await handle.ResultAsync(TestContext.Current.CancellationToken));
    }

    [Theory, CombinatorialStores]
    public async Task A_halted_fan_out_fails(StoreKind kind)
    {
        _shop.Failing.UnionWith(["Ada to Elm 1", "Ada to Elm 2"]);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Delivery.Start(s_stops, OnItemFailure.Halt, 1), cancellationToken: TestContext.Current.CancellationToken);
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await handle.ResultAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("for-each", "ItemsFailed"), (failed.Failure.StepId, failed.Failure.Type));
        Assert.DoesNotContain(_shop.Calls, call => call.StartsWith("Ada to Oak", StringComparison.Ordinal));
    }

    [Theory, CombinatorialStores]
    public async Task Too_few_successes_fail_the_fan_out(StoreKind kind)
    {
        _shop.Failing.UnionWith(["Ada to Ash 1", "Ada to Ash 2"]);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(Delivery.Start([.. s_stops.Take(3)], OnItemFailure.Continue, 0, minSuccess: 3));

        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_circle_of_dependencies_is_refused_before_anything_runs(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(Delivery.Start([new("Elm", 1, ["Oak"]), new("Oak", 2, ["Elm"])], OnItemFailure.Halt, 0));

        Assert.Contains("Elm → Oak → Elm", run.Error, StringComparison.Ordinal);
        Assert.Empty(_shop.Calls);
    }

    [Theory, CombinatorialStores]
    public async Task Items_go_on_in_another_process(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId run;
        await using (var first = await StartAsync(store))
        {
            run = (await first.Client.StartAsync(Delivery.Start(s_stops, OnItemFailure.Halt, 1), cancellationToken: TestContext.Current.CancellationToken)).RunId;
            await first.UntilAsync(run, now => now.BlockedOn == "routes" || now.Status.IsTerminal());
        }
        await using var second = await StartAsync(store);

        Assert.Equal(RunStatus.Completed, (await second.EndOfAsync(run)).Status);
        Assert.Equal(s_stops.Length, _shop.Calls.Count);
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            builder =>
            {
                builder.Services.AddSingleton(_shop).AddSingleton<Ledger>();
                builder.Add(Delivery.Registration).Add(LintFix.Registration);
            },
            store.Store, store.Time).StartAsync();
}
