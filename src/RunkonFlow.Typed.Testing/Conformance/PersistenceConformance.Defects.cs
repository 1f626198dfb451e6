using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

// Defects of an earlier system that a store can have. Each is named after its number there and holds here as the opposite.
public abstract partial class PersistenceConformance
{
    [Theory]
    [InlineData("actor")]
    [InlineData("script")]
    [InlineData("reviewer")]
    [InlineData("workflow")]
    [InlineData("foreach")]
    [InlineData("gate")]
    [InlineData("a host's own word")]
    public async Task BUG_01_every_role_that_an_engine_or_host_writes_is_accepted(string role)
    {
        var fence = await RunningFenceAsync();

        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = role });

        Assert.Equal(role, (await StepAsync(fence.RunId, step)).Role);
    }

    [Fact]
    public async Task BUG_02_the_loser_of_a_lease_cannot_overwrite_the_runs_status()
    {
        var fence = await RunningFenceAsync();
        Time.Advance(s_leaseTime);
        var winner = await LeasedAsync(fence.RunId, "host-2");

        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Cancelled));

        Assert.Equal(RunStatus.Running, await StatusAsync(fence.RunId));
        Assert.False(await Store.IsRunCancelledAsync(fence.RunId));
        await Store.UpdateRunStatusAsync(fence.RunId, winner, RunStatus.Completed);
    }

    [Fact]
    public async Task BUG_03_a_second_gate_of_the_same_name_has_a_row_and_a_decision_of_its_own()
    {
        var fence = await RunningFenceAsync();
        var first = await Store.InsertStepAsync(fence, new() { StepName = "approval", Role = "gate", Position = 1, Iteration = 0 });
        var second = await Store.InsertStepAsync(fence, new() { StepName = "approval", Role = "gate", Position = 2, Iteration = 1 });
        await Store.SetWaitingAsync(fence, first, "approval");
        await Store.ApproveAsync(first, By("ann"));

        Assert.NotEqual(first, second);
        Assert.IsType<GateApprovalState.Approved>(await Store.GetGateApprovalAsync(first));
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(second));
    }

    [Fact]
    public async Task BUG_07_a_cancelled_run_leaves_no_item_unprocessed_and_none_is_handed_out()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Cancelling);
        await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Cancelled);

        Assert.Equal(FanOutItemStatus.Skipped, Assert.Single(await Store.GetFanOutItemsAsync(step)).Status);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Running(item)));
    }

    [Fact]
    public async Task BUG_08_an_approval_after_the_timeout_is_refused()
    {
        var (fence, step) = await GateAsync(timeout: TimeSpan.FromMinutes(1));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = StepStatus.TimedOut });

        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.ApproveAsync(step, By("ann"))));
        Assert.Equal(new GateApprovalState.Closed(StepStatus.TimedOut), await Store.GetGateApprovalAsync(step));
    }

    [Fact]
    public async Task BUG_08_a_rejection_after_an_approval_is_refused_and_the_approval_stands()
    {
        var (_, step) = await GateAsync();
        await Store.ApproveAsync(step, By("ann"), "yes");

        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.RejectAsync(step, By("bob"), "no")));
        Assert.Equal("yes", Assert.IsType<GateApprovalState.Approved>(await Store.GetGateApprovalAsync(step)).Feedback);
    }

    [Fact]
    public async Task BUG_09_a_duplicate_item_insert_returns_the_existing_row()
    {
        var (fence, step) = await FanOutAsync();
        var first = await Store.InsertFanOutItemAsync(fence, step, Item("a"));

        var second = await Store.InsertFanOutItemAsync(fence, step, Item("a") with { ItemRef = "other" });

        Assert.Equal(first, second);
        Assert.Equal((first, "ref a"), Assert.Single(await Store.GetFanOutItemsAsync(step)) is var item ? (item.Id, item.ItemRef) : default);
    }

    [Fact]
    public async Task BUG_10_a_batch_with_a_missing_item_applies_no_prefix()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));

        await Assert.ThrowsAsync<NotFoundException>(
            async () => await Store.BatchUpdateFanOutItemsAsync(fence, [FanOutItemWrite.Running(item), FanOutItemWrite.Running(item + 999)]));

        Assert.Equal(FanOutItemStatus.Pending, Assert.Single(await Store.GetFanOutItemsAsync(step)).Status);
    }

    [Fact]
    public void BUG_10_pending_does_not_end_an_item()
        => Assert.Throws<ArgumentException>(() => FanOutItemWrite.Terminal(1, FanOutItemStatus.Pending));

    [Fact]
    public async Task BUG_11_a_failure_that_was_handled_says_so_on_its_row()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed, RunStatus.Completed);
        commit.Steps.Add(Step("a", StepStatus.Failed) with { Error = "boom", Tolerated = true });
        await AppliedAsync(commit);

        Assert.True(Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Tolerated);
    }

    [Fact]
    public async Task BUG_12_a_run_that_is_let_go_is_not_cancelled_and_goes_on_elsewhere()
    {
        var claimed = await ClaimedAsync();
        var release = After(claimed, RunStatus.NeedsResume);
        release.Steps.Add(Step("a", StepStatus.Pending));
        await AppliedAsync(release);

        Assert.False(await Store.IsRunCancelledAsync(claimed.RunId));
        Assert.Equal(StepStatus.Pending, Assert.Single(Assert.Single(await ClaimAsync()).OpenSteps).Status);
    }

    [Fact]
    public async Task BUG_14_a_gate_without_approvals_is_refused()
    {
        var fence = await RunningFenceAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await Store.InsertStepAsync(fence, new() { StepName = "g", Role = "gate", Gate = new() { MinApprovals = 0 } }));
    }

    [Fact]
    public async Task BUG_15_an_ended_run_leaves_no_step_running()
    {
        var (fence, _) = await FanOutAsync();

        await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Failed, error: "the provider threw");

        Assert.Equal(StepStatus.Cancelled, Assert.Single(await Store.GetStepsAsync(fence.RunId)).Status);
    }

    [Fact]
    public async Task BUG_16_two_children_with_equal_names_are_told_apart()
    {
        var parent = await CreatedAsync();
        var first = await CreatedAsync(NewRun("child") with { ParentWorkflowRunId = parent });
        var second = await CreatedAsync(NewRun("child") with { ParentWorkflowRunId = parent });

        Assert.Equal(
            new[] { first, second }.Order(),
            (await Store.ListRunsAsync(new() { Parent = parent, WorkflowName = "child" })).Runs.Select(run => run.Id).Order());
    }

    [Fact]
    public async Task BUG_17_an_ended_item_is_not_begun_again()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Terminal(item, FanOutItemStatus.Completed));

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Running(item)));
        Assert.Empty(await Store.GetFanOutItemsAsync(step, FanOutItemStatus.Pending));
    }

    [Fact]
    public async Task BUG_18_a_step_before_a_loop_does_not_collide_with_its_namesake_in_round_0()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("rev", StepStatus.Completed, position: 1));
        commit.Steps.Add(Step("rev", StepStatus.Completed, position: 2, path: default(Machines.IterationPath).Then(0)));
        await AppliedAsync(commit);

        Assert.Equal(["", "0"], (await Store.GetStepsAsync(claimed.RunId)).Select(step => step.Path.ToString()));
    }

    [Fact]
    public async Task BUG_21_attempts_are_listed_in_their_order()
    {
        var fence = await RunningFenceAsync();
        foreach (var retry in new[] { 2, 0, 1 }) await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", Position = 1, RetryCount = retry });

        Assert.Equal([0, 1, 2], (await Store.GetStepsAsync(fence.RunId)).Select(step => step.RetryCount));
    }

    [Fact]
    public async Task BUG_22_a_run_that_was_let_go_is_leased_again_at_once()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.ReleaseLeaseAsync(fence, "host-1");

        Assert.Equal(fence.Generation + 1, (await LeasedAsync(id, "host-2")).Generation);
    }

    [Fact]
    public async Task BUG_24_both_ways_to_make_a_child_have_the_same_limit_of_depth()
    {
        await WorkerAsync();
        RunId? parent = null;
        for (var depth = 0; depth <= 31; depth++) parent = await CreatedAsync(NewRun($"deep-{depth}") with { ParentWorkflowRunId = parent });
        var commit = After(Assert.Single(await ClaimAsync(Asking(workflows: "deep-31"))));
        commit.Steps.Add(Step("a", StepStatus.Running));
        commit.Children.Add(Child());

        await AppliedAsync(commit);
        var deepest = commit.Children[0].Id;
        await CreatedAsync(NewRun() with { ParentWorkflowRunId = parent });

        Assert.Equal(32, (await GetAsync(deepest)).Depth);
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.CreateRunAsync(NewRun() with { ParentWorkflowRunId = deepest }));
    }

    [Fact]
    public async Task BUG_25_a_completed_run_does_not_run_again_and_keeps_its_end()
    {
        var id = await EndedAsync(RunStatus.Completed);
        var ended = (await GetAsync(id)).EndedAt;
        Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(id, null, RunStatus.Running));
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(id, null, RunStatus.Pending));
        Assert.Equal((RunStatus.Completed, ended), (await StatusAsync(id), (await GetAsync(id)).EndedAt));
    }

    [Fact]
    public async Task BUG_25_a_completed_step_does_not_run_again_and_keeps_its_child()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", RetryCount = 0 });
        await Store.UpdateStepAsync(step, StepUpdate.Completed(fence.Generation, "child", "r", null, null, 0, null));

        await Assert.ThrowsAsync<ConflictException>(
            async () => await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = StepStatus.Running }));
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateStepAsync(step, StepUpdate.Failed(fence.Generation, "late", 1)));

        var row = await StepAsync(fence.RunId, step);
        Assert.Equal((StepStatus.Completed, "child", "r", 0), (row.Status, row.ChildRunId, row.ResultText, row.RetryCount));
    }
}
