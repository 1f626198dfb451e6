using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_paused_run_hands_out_no_items_and_those_under_way_are_asked_to_pause()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b"), Start("c"), Start("d")], maxParallel: 2));
        var running = await RunningAsync();

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.RequestPauseAsync(parent.RunId, By("ann"))));

        Assert.Equal(RunStatus.Suspended, await StatusAsync(parent.RunId));
        Assert.Equal(RunRequests.Pause, (await GetAsync(running["a"].RunId)).Requests);
        await EndAsync(running["b"], RunStatus.Completed, "1");
        await PausedAsync(running["a"]);
        Assert.Equal(new FanOutCounts(4, 1, 1, 0, 0), await CountsAsync(parent.RunId));
        Assert.Empty(await ClaimItemsAsync());

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.ResumeAsync(parent.RunId, By("ann"))));

        var again = await RunningAsync();
        Assert.Equal(["a", "c"], again.Keys.Order());
        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
        await EndAsync(again["a"], RunStatus.Completed, "1");
        await EndAsync(again["c"], RunStatus.Completed, "1");
        await EndAsync((await RunningAsync())["d"], RunStatus.Completed, "1");
        Assert.True((await CountsAsync(parent.RunId)).IsOver);
    }

    [Fact]
    public async Task Items_that_nobody_has_claimed_are_suspended_with_their_run_and_resumed_with_it()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b")], maxParallel: 1));

        await Store.RequestPauseAsync(parent.RunId, By("ann"));
        Assert.Empty(await ClaimItemsAsync());
        await Store.ResumeAsync(parent.RunId, By("ann"));

        Assert.Equal(["a"], (await RunningAsync()).Keys);
    }

    [Fact]
    public async Task A_pause_that_is_taken_back_lets_items_go_on()
    {
        var parent = await ClaimedAsync();
        var commit = After(parent);
        commit.Steps.Add(Waiting("each", "fan-out", 1));
        commit.FanOuts.Add(FanOut([Start("a"), Start("b"), Start("c")], maxParallel: 1));
        await AppliedAsync(commit);
        var running = await RunningAsync();
        await Store.RequestPauseAsync(parent.RunId, By("ann"));
        await EndAsync(running["a"], RunStatus.Completed, "1");
        Assert.Empty(await ClaimItemsAsync());

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.ResumeAsync(parent.RunId, By("ann"))));

        Assert.Equal(["b"], (await RunningAsync()).Keys);
    }

    [Fact]
    public async Task The_end_of_the_last_item_of_a_paused_run_is_seen_when_it_resumes()
    {
        var parent = await FannedOutAsync(FanOut([Start("a")]));
        var running = await RunningAsync();
        await Store.RequestPauseAsync(parent.RunId, By("ann"));

        await EndAsync(running["a"], RunStatus.Completed, "1");

        Assert.True((await CountsAsync(parent.RunId)).IsOver);
        Assert.Equal(RunStatus.Suspended, await StatusAsync(parent.RunId));
        await Store.ResumeAsync(parent.RunId, By("ann"));
        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    private async Task PausedAsync(ClaimedRun run)
    {
        var commit = After(run, RunStatus.Suspended);
        commit.SuspendReason = SuspendReason.Paused;
        await AppliedAsync(commit);
    }
}
