using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class FlowTests
{
    private static readonly Order s_order = new("o1", 12.50m, ["a", "", "b", "c"]);
    private readonly Shop _shop = new();

    [Theory, CombinatorialStores]
    public async Task Typed_data_flows_through_steps_loops_and_a_timer(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(OrderFulfilment.Start(s_order), cancellationToken: TestContext.Current.CancellationToken);
        var receipt = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new("o1", true, "o1-1", 3), receipt);
        Assert.Equal(
            [
                "reserve o1", "charge 12.50 attempt 1", "check o1", "fix 3", "fix 2", "fix 1",
                "ship a o1-1", "ship b o1-1", "ship c o1-1", "release 4 3",
            ],
            _shop.Calls);
        var steps = await host.StepsOfAsync(handle.RunId);
        Assert.Equal(["0", "1", "2"], steps.Where(s => s.NodeId == "fix").Select(s => s.Path.ToString()));
        Assert.Equal(["0", "2", "3"], steps.Where(s => s.NodeId == "ship").Select(s => s.Path.ToString()));
        Assert.Equal("""["charged"]""", steps.Single(s => s.NodeId == "charge-card").MarkersOut);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_step_failure_is_caught_the_return_waits_for_the_finalizer_and_the_row_says_tolerated(StoreKind kind)
    {
        for (var attempt = 1; attempt <= 3; attempt++) _shop.Failing.Add($"charge 12.50 attempt {attempt}");
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(OrderFulfilment.Start(s_order), cancellationToken: TestContext.Current.CancellationToken);
        var receipt = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new("o1", false, "charge-card", 0), receipt);
        Assert.Equal("release 4 0", _shop.Calls[^1]);
        Assert.StartsWith("notify no payment: cannot charge", _shop.Calls[^2], StringComparison.Ordinal);
        var charges = (await host.StepsOfAsync(handle.RunId)).Where(s => s.NodeId == "charge-card").ToList();
        Assert.Equal([false, false, true], charges.Select(s => s.Tolerated));
    }

    [Theory, CombinatorialStores]
    public async Task A_failure_runs_the_finalizer_and_fails_the_run(StoreKind kind)
    {
        _shop.Failing.Add("ship b o1-1");
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(OrderFulfilment.Start(s_order), cancellationToken: TestContext.Current.CancellationToken);
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await handle.ResultAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("ship", 1, FailureKind.Step), (failed.Failure.StepId, failed.Failure.Attempts, failed.Failure.Kind));
        Assert.Equal("release 4 1", _shop.Calls[^1]);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_during_a_parked_timer_runs_the_finalizer(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var handle = await host.Client.StartAsync(OrderFulfilment.Start(s_order), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, r => r.Status is RunStatus.Waiting or RunStatus.Completed);

        await host.Client.CancelAsync(handle.RunId, "late", cancellationToken: TestContext.Current.CancellationToken);
        var run = await host.EndOfAsync(handle.RunId);

        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Equal("release 4 3", _shop.Calls[^1]);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancelled_run_without_a_handler_ends_at_once(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var handle = await host.Client.StartAsync(Nap.Start(1), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, r => r.Status is RunStatus.Running);

        await host.Client.CancelAsync(handle.RunId, "late", cancellationToken: TestContext.Current.CancellationToken);
        var run = await host.EndOfAsync(handle.RunId);

        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_switch_in_a_loop_with_a_sub_flow_called_twice_gives_every_row_its_own_key(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var handle = await host.Client.StartAsync(Survey.Start(2), cancellationToken: TestContext.Current.CancellationToken);
        var text = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal("c(1|r1)wTrueTrueFalse", text);
        var rows = (await host.StepsOfAsync(handle.RunId)).Select(s => $"{s.NodeId} {s.Path}").ToList();
        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.Contains("calm-down/breathe 2/0", rows);
        Assert.Contains("calm/breathe 2", rows);
    }

    [Theory, CombinatorialStores]
    public async Task The_workflows_of_a_process_can_be_listed_and_a_run_shows_what_started_it(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var usual = await host.RunAsync(Survey.Start(2));
        var special = await host.Client.StartAsync(Survey.Start(2), new() { Trigger = "by hand" }, TestContext.Current.CancellationToken);

        Assert.Equal(["Order fulfilment", "nap", "survey"], host.Client.Workflows.Select(static workflow => workflow.Title));
        var survey = host.Client.Workflows[^1];
        Assert.Equal(("survey", 1, "Questions", "campaign", "customer"), (survey.Id, survey.Version, survey.Group, survey.Trigger, Assert.Single(survey.Targets)));
        Assert.Equal(("campaign", "by hand"), (usual.Trigger, (await host.Client.GetAsync(special.RunId, TestContext.Current.CancellationToken))?.Trigger));
    }

    [Theory, CombinatorialStores]
    public async Task The_same_key_finds_the_same_run(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var options = new StartOptions { Key = "order/o1" };

        var first = await host.Client.StartAsync(OrderFulfilment.Start(s_order), options, TestContext.Current.CancellationToken);
        var second = await host.Client.StartAsync(OrderFulfilment.Start(s_order), options, TestContext.Current.CancellationToken);

        Assert.Equal(first.RunId, second.RunId);
        Assert.Equal((false, true), (first.Existed, second.Existed));
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            builder =>
            {
                builder.Services.AddSingleton(_shop).AddSingleton<Payments>();
                builder.Add(OrderFulfilment.Registration).Add(Nap.Registration).Add(Survey.Registration);
            },
            store.Store, store.Time).StartAsync();
}
