using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Processes;
using RunkonFlow.Typed.Tests.Shared;
using Studio.Workflows;

namespace RunkonFlow.Typed.Import.Tests;

/// <summary>Imported workflows on the engine. What runs here is what the import writes: <see cref="EmittedCodeTests"/> compares it.</summary>
public sealed class ImportedRunTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_workflow_goes_through_loop_child_script_branches_gates_and_always(bool isFile)
    {
        var studio = new TestStudio
        {
            Answers =
            {
                ["plan"] = [StepResult.FromJson("""{ "context": "do it well", "branch": "feature/7" }""")],
                ["check"] = [TestStudio.Marked("has_problems"), TestStudio.Marked("is_fine")],
                ["check-style"] = [TestStudio.Marked("has_findings"), TestStudio.Marked("has_findings"), TestStudio.Marked("has_findings")],
            },
        };
        using var store = new RunStore(isFile);
        await using var host = await StartAsync(store, studio);
        var run = await host.Client.StartAsync(ShipChange.Start(new() { Change = "it's", Announce = true }), cancellationToken: None);

        await host.UntilAsync(run.RunId, now => (now.Status == RunStatus.Waiting && now.BlockedOn == "human-approval") || now.Status.IsTerminal());
        await host.Client.ApproveAsync(run.RunId, ShipChange.Gates.HumanApproval, ["some"], cancellationToken: None);
        var result = await run.ResultAsync(None);

        // The loop goes round twice; the child tidies once and then twice, its own loop's bound; the small change needs no security review.
        Assert.Equal(
            ["plan", "write", "check", "tidy", "check-style", "tidy", "check-style", "tidy", "check-style", "check", "review-style", "announce"], studio.Called);
        Assert.Equal("it's on beta of feature/7", result.Of("measure")!.Context);
        Assert.Equal("swept: completed", result.Last.Context);
        Assert.Equal(("review", "diff-only"), (studio.Requests.Single(one => one.Agent == "review-style").Output, studio.Requests.Single(one => one.Agent == "review-style").With.Single()));
        Assert.Equal(("author", "do it well"), (studio.Requests.ElementAt(1).As, studio.Requests.ElementAt(1).Log.Variables()["prior_context"]));
        Assert.Equal(2, studio.Looks.Count);
        Assert.Equal("all green", studio.Requests.Last().Log.GateFeedback);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_step_that_fails_is_retried_calls_its_fallback_and_leaves_always_to_run(bool isFile)
    {
        var studio = new TestStudio { Failing = { "write" } };
        using var store = new RunStore(isFile);
        await using var host = await StartAsync(store, studio);

        var run = await host.RunAsync(ShipChange.Start(new() { Change = "x" }));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(["plan", "write", "write", "write", "rescue"], studio.Called);
        var variables = studio.Requests.Last().Log.Variables();
        Assert.Equal(("write", "write cannot"), (variables["failed_step"], variables["failure_reason"]));
        Assert.Equal(StepStatus.Completed, Assert.Single(await host.StepsOfAsync(run.Id), row => row.NodeId == "sweep").Status);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_loop_that_stands_still_fails_the_run(bool isFile)
    {
        var stuck = TestStudio.Marked("has_problems");
        var studio = new TestStudio { Answers = { ["check"] = [stuck, stuck, stuck, stuck, stuck] } };
        using var store = new RunStore(isFile);
        await using var host = await StartAsync(store, studio);

        var run = await host.RunAsync(ShipChange.Start(new() { Change = "x" }));

        Assert.Equal(RunStatus.Failed, run.Status);
        // Its bound is four rounds, and three with the same markers are enough.
        Assert.Equal(3, studio.Called.Count(agent => agent == "check"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Items_run_in_the_order_of_their_dependencies_and_the_quality_gate_decides(bool isFile)
    {
        var studio = new TestStudio
        {
            Items = [new WorkItem("T2", "two") { DependsOn = ["T1"], Values = Title("Second") }, new WorkItem("T1", "one") { Values = Title("First") }],
            Answers = { ["sum-up"] = [StepResult.FromJson("""{ "confidence": 80 }""")] },
        };
        using var store = new RunStore(isFile);
        await using var host = await StartAsync(store, studio);

        var run = await host.RunAsync(SweepTickets.Start(new() { Label = "small" }));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal([("tidy", "T1", "First of small"), ("tidy", "T2", "Second of small")],
            studio.Requests.Where(one => one.Agent == "tidy").Select(one => (one.Agent, one.Log.Inputs["change"], one.Log.Host["note"])));
        Assert.Equal("2 completed, 0 failed, 0 skipped of 2", studio.Requests.Last().Log.Variables()["prior_context"]);
        Assert.Equal(("tickets", "open", true), (studio.Query!.Provider, studio.Query.Filter.Single().Template, studio.Query.Ordered));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_item_that_fails_skips_its_dependents_and_fails_the_run(bool isFile)
    {
        var studio = new TestStudio { Items = [new WorkItem("T1", "one"), new WorkItem("T2", "two") { DependsOn = ["T1"] }], Failing = { "tidy" } };
        using var store = new RunStore(isFile);
        await using var host = await StartAsync(store, studio);

        var run = await host.Client.StartAsync(SweepTickets.Start(new() { Label = "small" }), cancellationToken: None);
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync(None));

        Assert.Equal("foreach open-tickets: 0 completed, 1 failed, 1 skipped of 2", failed.Failure.Message);
        Assert.Equal(["tidy"], studio.Called);
    }

    private static ImmutableDictionary<string, string> Title(string title) => ImmutableDictionary<string, string>.Empty.Add("title", title);

    private static async Task<EngineHost> StartAsync(RunStore store, TestStudio studio) => await new EngineHost(
        builder =>
        {
            builder.Add(ShipChange.Registration).Add(Polish.Registration).Add(SweepTickets.Registration);
            builder.Services
                .AddSingleton<IShipChangeAgents>(studio).AddSingleton<IPolishAgents>(studio).AddSingleton<ISweepTicketsAgents>(studio)
                .AddSingleton<IGateResolver>(studio).AddSingleton<IItemProvider>(studio)
                .AddSingleton<ProcessSteps>().AddSingleton<Scripts>()
                .AddSingleton(new ScriptOptions { WorkingDirectory = _ => Path.Combine(AppContext.BaseDirectory, "Scripts") });
        },
        store.Store, store.Time).StartAsync();
}
