using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Parallel and race on each store, from the user's text to rows and results.</summary>
public sealed class ParallelTests
{
    private readonly Shop _shop = new();

    [Theory, CombinatorialStores]
    public async Task Branches_of_every_kind_give_typed_results(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Warehouse.Start("o1", true), cancellationToken: TestContext.Current.CancellationToken);
        var dispatch = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new(new("o1@2026", 22), "L-o1R", "fast", 3), dispatch);
        var rows = await host.StepsOfAsync(handle.RunId);
        Assert.Equal(
            ["close", "label", "notify", "pack/delay", "pack/parallel", "ribbon"],
            rows.Where(row => row.Group == "parallel").Select(row => row.NodeId.Replace("pack/close", "close", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["0", "0", "1", "1"], rows.Where(row => row.Group == "pack/parallel").Select(row => row.Path.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal((StepStatus.Cancelled, "race"), rows.Where(row => row.NodeId == "ask").Select(row => (row.Status, row.Group)).Single());
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_branch_that_is_left_out_has_no_row(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Warehouse.Start("o1", false), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("L-o1", (await handle.ResultAsync(TestContext.Current.CancellationToken)).Label);
        Assert.DoesNotContain(await host.StepsOfAsync(handle.RunId), row => row.NodeId == "ribbon");
    }

    [Theory, CombinatorialStores]
    public async Task Every_branch_ends_before_the_first_failure_in_source_order_is_thrown(StoreKind kind)
    {
        _shop.Failing.UnionWith(["label o1 1", "label o1 2", "ribbon o1"]);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(Warehouse.Start("o1", true));

        Assert.Equal((RunStatus.Failed, "cannot label o1 2"), (run.Status, run.Error));
        Assert.Equal("sweep o1", _shop.Calls[^1]);
        Assert.Contains("close o1", _shop.Calls);
    }

    [Theory, CombinatorialStores]
    public async Task With_fail_fast_the_first_failure_stops_the_branches_that_run(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(Standoff.Start(failFast: true));

        Assert.Equal((RunStatus.Failed, "failed 3"), (run.Status, run.Error));
        Assert.Equal(["fail 1", "fail 2", "fail 3", "hang ends", "tidy"], _shop.Calls.Order(StringComparer.Ordinal));
        var rows = await host.StepsOfAsync(run.Id);
        Assert.Equal(
            [("hang", StepStatus.Cancelled), ("wait/delay", StepStatus.Cancelled), ("wait/tidy", StepStatus.Completed)],
            rows.Where(row => row.Group == "parallel" && row.NodeId != "fail").Select(row => (row.NodeId, row.Status)).Order());
    }

    [Theory, CombinatorialStores]
    public async Task Enough_branches_that_end_well_are_enough(StoreKind kind)
    {
        _shop.Failing.UnionWith(["foam o1 1", "ribbon o1"]);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Warehouse.Start("o1", true, minSuccess: 2), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new(new("none", 0), "L-o1", "fast", 3), await handle.ResultAsync(TestContext.Current.CancellationToken));
    }

    [Theory, CombinatorialStores]
    public async Task Branches_go_on_in_another_process(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId run;
        await using (var first = await StartAsync(store))
        {
            run = (await first.Client.StartAsync(Warehouse.Start("o1", true), cancellationToken: TestContext.Current.CancellationToken)).RunId;
            await first.UntilAsync(run, now => now.Status is RunStatus.Waiting or RunStatus.Completed);
        }
        await using var second = await StartAsync(store);

        var end = await second.EndOfAsync(run);

        Assert.Equal(RunStatus.Completed, end.Status);
        // No branch that had ended has run again.
        Assert.Equal(_shop.Calls.Count, _shop.Calls.Distinct().Count());
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_runs_the_finalizers_of_branches_and_then_those_around_them(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var handle = await host.Client.StartAsync(Warehouse.Start("o1", false), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, run => run.Status is RunStatus.Waiting or RunStatus.Completed);

        await host.Client.CancelAsync(handle.RunId, "late", cancellationToken: TestContext.Current.CancellationToken);
        var end = await host.EndOfAsync(handle.RunId);

        Assert.Equal(RunStatus.Cancelled, end.Status);
        Assert.Equal(["close o1", "sweep o1"], _shop.Calls.TakeLast(2));
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            builder =>
            {
                builder.Services.AddSingleton(_shop);
                builder.Add(Warehouse.Registration).Add(Standoff.Registration);
            },
            store.Store, store.Time).StartAsync();
}
