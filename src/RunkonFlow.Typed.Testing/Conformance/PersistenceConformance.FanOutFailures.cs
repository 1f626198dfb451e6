using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

// Items that fail, are cancelled, broken off or tried again.
public abstract partial class PersistenceConformance
{
    [Theory]
    [InlineData(OnItemFailure.Continue)]
    [InlineData(OnItemFailure.SkipDependents)]
    public async Task A_failure_skips_what_depends_on_it_directly_or_not_and_the_others_go_on(OnItemFailure policy)
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b", 0), Start("c", 1), Start("d")], onFailure: policy));
        var running = await RunningAsync();
        await EndAsync(running["a"], RunStatus.Failed, error: "boom");

        Assert.Equal("a:failed b:skipped c:skipped d:running", await OutcomesAsync(parent.RunId));
        Assert.Empty(await ClaimAsync());
        await EndAsync(running["d"], RunStatus.Completed);
        Assert.Single(await ClaimAsync());
        Assert.Contains("depends", (await Store.GetOutcomesAsync(parent.RunId, s_each))[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_halt_a_failure_begins_no_further_item_and_those_that_run_end()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b"), Start("c"), Start("d", 1)], maxParallel: 2, onFailure: OnItemFailure.Halt));
        var running = await RunningAsync();
        await EndAsync(running["a"], RunStatus.Failed);

        Assert.Equal("a:failed b:running c:skipped d:skipped", await OutcomesAsync(parent.RunId));
        Assert.Empty(await ClaimItemsAsync());
        await EndAsync(running["b"], RunStatus.Completed);
        Assert.Equal(new FanOutCounts(4, 0, 1, 1, 2), await CountsAsync(parent.RunId));
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task An_item_whose_run_is_cancelled_by_an_operator_is_skipped_and_halts_nothing()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b"), Start("c", 0)], maxParallel: 1, onFailure: OnItemFailure.Halt));
        var item = RunId.Parse((await Store.GetFanOutItemsAsync((await Store.GetStepsAsync(parent.RunId))[0].Id))[0].ChildRunId!);

        await Store.RequestCancelAsync(item, By("ann", "wrong file"));

        Assert.Equal("a:skipped b:running c:skipped", await OutcomesAsync(parent.RunId));
        Assert.Contains("wrong file", (await Store.GetOutcomesAsync(parent.RunId, s_each))[0].Error, StringComparison.Ordinal);
        Assert.Equal(["b"], (await RunningAsync()).Keys);
    }

    [Fact]
    public async Task Breaking_a_fan_out_off_skips_what_is_pending_and_asks_what_runs_to_cancel()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b"), Start("c")], maxParallel: 2));
        var running = await ClaimItemsAsync(max: 1);
        await Store.SignalAsync(parent.RunId, By("ann"), new("s", Utf8("1")));
        var commit = After(Assert.Single(await ClaimAsync()), RunStatus.Waiting);
        commit.Releases = true;
        commit.BrokenFanOuts.Add(s_each);
        commit.BrokenFanOuts.Add(s_each with { NodeId = "other" });
        await AppliedAsync(commit);

        Assert.Equal("a:running b:skipped c:skipped", await OutcomesAsync(parent.RunId));
        Assert.Empty(await ClaimAsync());
        var asked = await GetAsync(running[0].RunId);
        Assert.Equal((RunRequests.Cancel, "ParentCancelled"), (asked.Requests, asked.CancelRequest!.Reason));
        await EndAsync(running[0], RunStatus.Cancelled);

        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
        Assert.Equal(new FanOutCounts(3, 0, 0, 0, 3), await CountsAsync(parent.RunId));
    }

    [Fact]
    public async Task The_end_of_a_fan_outs_run_skips_what_is_pending_and_asks_what_runs_to_cancel()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b"), Start("c")], maxParallel: 2));
        var running = await ClaimItemsAsync(max: 1);
        await Store.RequestCancelAsync(parent.RunId, By("ann"));
        await AppliedAsync(After(Assert.Single(await ClaimAsync()), RunStatus.Cancelled));

        Assert.Equal("a:running b:skipped c:skipped", await OutcomesAsync(parent.RunId));
        Assert.Equal("run-cancelled", (await EventsAsync(parent.RunId))[^1]);
        Assert.Equal(RunRequests.Cancel, (await GetAsync(running[0].RunId)).Requests);
        await EndAsync(running[0], RunStatus.Completed);

        Assert.Equal("a:completed b:skipped c:skipped", await OutcomesAsync(parent.RunId));
        Assert.Equal("run-cancelled", (await EventsAsync(parent.RunId))[^1]);
        Assert.Empty(await ClaimItemsAsync());
    }

    [Fact]
    public async Task A_further_attempt_takes_the_items_over_and_runs_what_has_not_completed_again()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b"), Start("c", 1), Start("d")], maxParallel: 3, onFailure: OnItemFailure.Halt));
        var running = await RunningAsync();
        await EndAsync(running["a"], RunStatus.Completed, "1");
        await EndAsync(running["b"], RunStatus.Failed, error: "boom");
        await EndAsync(running["d"], RunStatus.Completed, "4");
        var woken = Assert.Single(await ClaimAsync());
        Assert.Equal("a:completed b:failed c:skipped d:completed", await OutcomesAsync(parent.RunId));

        var commit = After(woken, RunStatus.Waiting);
        commit.Releases = true;
        commit.Steps.Add(Step("each", StepStatus.Failed) with { Role = "fan-out" });
        commit.Steps.Add(Waiting("each", "fan-out", attempt: 2));
        commit.FanOuts.Add(FanOut([], attempt: 2, previous: 1));
        await AppliedAsync(commit);

        Assert.Equal("a:completed b:running c:pending d:completed", await OutcomesAsync(parent.RunId, attempt: 2));
        Assert.Equal("", await OutcomesAsync(parent.RunId));
        Assert.Equal(new FanOutCounts(4, 1, 2, 0, 0), await CountsAsync(parent.RunId, attempt: 2));
        Assert.Null((await Store.GetStepsAsync(parent.RunId)).Single(step => step.Attempt == 1).Items);
        Assert.Equal(CommandOutcome.Conflict, (await Store.RetryAsync(running["b"].RunId, By("ann"))).Outcome);
        var again = (await RunningAsync())["b"];
        Assert.NotEqual(running["b"].RunId, again.RunId);
        await EndAsync(again, RunStatus.Completed, "2");
        await EndAsync((await RunningAsync())["c"], RunStatus.Completed, "3");
        Assert.Single(await ClaimAsync());
        Assert.Equal(["1", "2", "3", "4"], (await Store.GetOutcomesAsync(parent.RunId, s_each with { Attempt = 2 })).Select(one => Text(one.Output)));
    }

    [Fact]
    public async Task A_further_attempt_of_which_everything_has_completed_leaves_its_run_claimable()
    {
        await FannedOutAsync(FanOut([Start("a")]));
        await EndAsync((await RunningAsync())["a"], RunStatus.Completed, "1");
        var commit = After(Assert.Single(await ClaimAsync()), RunStatus.Waiting);
        commit.Releases = true;
        commit.SeenInbox = 1;
        commit.Steps.Add(Waiting("each", "fan-out", attempt: 2));
        commit.FanOuts.Add(FanOut([], attempt: 2, previous: 1));
        await AppliedAsync(commit);

        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task The_failed_run_of_an_item_is_retried_while_the_fan_out_goes_on_and_not_after()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b")]));
        var running = await RunningAsync();
        await EndAsync(running["a"], RunStatus.Failed, error: "boom");

        Assert.Equal(CommandOutcome.Accepted, (await Store.RetryAsync(running["a"].RunId, By("ann"))).Outcome);
        Assert.Equal(new FanOutCounts(2, 2, 0, 0, 0), await CountsAsync(parent.RunId));
        await EndAsync(running["b"], RunStatus.Failed);
        Assert.Empty(await ClaimAsync());
        await EndAsync((await RunningAsync())["a"], RunStatus.Completed, "1");

        Assert.Equal("a:completed b:failed", await OutcomesAsync(parent.RunId));
        Assert.Single(await ClaimAsync());
        Assert.Equal(CommandOutcome.Conflict, (await Store.RetryAsync(running["b"].RunId, By("ann"))).Outcome);
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(running["b"].RunId, null, RunStatus.Pending));
    }
}
