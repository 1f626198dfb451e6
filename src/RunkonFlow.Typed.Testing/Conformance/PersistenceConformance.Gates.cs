using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private const string YesOrNo = """[{"value":"yes","label":"Yes"},{"value":"no","label":"No"}]""";

    /// <summary>A run that waits at a gate under a host's lease.</summary>
    private async Task<(RunFence Fence, long Gate)> GateAsync(GateRow? gate = null, TimeSpan? timeout = null)
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "approve", Role = "gate", Gate = gate });
        await Store.SetWaitingAsync(fence, step, "approve", Time.Now + timeout);
        return (fence, step);
    }

    [Fact]
    public async Task A_gate_row_keeps_prompt_options_quorum_and_assignee()
    {
        var (fence, step) = await GateAsync(new() { Prompt = "Ship it?", Options = YesOrNo, MinApprovals = 2, Assignee = "ops" });

        Assert.Equal(
            new GateRow { Prompt = "Ship it?", Options = YesOrNo, MinApprovals = 2, Assignee = "ops" },
            (await StepAsync(fence.RunId, step)).Gate);
    }

    [Fact]
    public async Task A_waiting_gate_is_pending_and_a_missing_one_reads_pending()
    {
        var (_, step) = await GateAsync();

        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(step));
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(123_456_789));
    }

    [Fact]
    public async Task Deciding_a_missing_gate_is_not_found()
    {
        Assert.Equal(CommandOutcome.NotFound, (await Store.ApproveAsync(123_456_789, By("ann"))).Outcome);
        Assert.Equal(CommandOutcome.NotFound, (await Store.RejectAsync(123_456_789, By("ann"))).Outcome);
        Assert.Equal(CommandOutcome.NotFound, (await Store.VoteAsync(123_456_789, By("ann"))).Outcome);
    }

    [Fact]
    public async Task An_approval_completes_the_row_with_who_what_and_when()
    {
        var (fence, step) = await GateAsync(new() { Options = YesOrNo });

        Assert.Equal(CommandOutcome.Accepted, (await Store.ApproveAsync(step, By("ann"), "fine", ["yes", "no"])).Outcome);

        var row = await StepAsync(fence.RunId, step);
        Assert.Equal((StepStatus.Completed, Time.Now, "- yes\n- no"), (row.Status, row.EndedAt, row.ContextOut));
        Assert.Equal((Time.Now, "ann", "fine", """["yes","no"]"""), (row.Gate!.ApprovedAt, row.Gate.DecidedBy, row.Gate.Feedback, row.Gate.Selections));
        var state = Assert.IsType<GateApprovalState.Approved>(await Store.GetGateApprovalAsync(step));
        Assert.Equal("fine", state.Feedback);
        Assert.Equal(["yes", "no"], state.Selections);
    }

    [Fact]
    public async Task A_rejection_fails_the_row()
    {
        var (fence, step) = await GateAsync();

        await Store.RejectAsync(step, By("bob"), "too risky");

        Assert.Equal(new GateApprovalState.Rejected("too risky"), await Store.GetGateApprovalAsync(step));
        var row = await StepAsync(fence.RunId, step);
        Assert.Equal((StepStatus.Failed, "bob", null), (row.Status, row.Gate!.DecidedBy, row.Gate.ApprovedAt));
    }

    [Fact]
    public async Task A_gate_decides_once()
    {
        var (_, step) = await GateAsync();
        await Store.ApproveAsync(step, By("ann"), "first");

        Assert.Equal(CommandOutcome.Conflict, (await Store.ApproveAsync(step, By("bob"), "second")).Outcome);
        Assert.Equal(CommandOutcome.Conflict, (await Store.RejectAsync(step, By("bob"))).Outcome);
        Assert.Equal(CommandOutcome.Conflict, (await Store.VoteAsync(step, By("bob"))).Outcome);
        Assert.Equal("first", Assert.IsType<GateApprovalState.Approved>(await Store.GetGateApprovalAsync(step)).Feedback);
    }

    [Fact]
    public async Task A_gate_that_does_not_wait_yet_cannot_be_decided()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "approve", Role = "gate" });

        Assert.Equal(CommandOutcome.Conflict, (await Store.ApproveAsync(step, By("ann"))).Outcome);
    }

    [Fact]
    public async Task A_step_that_is_no_gate_cannot_be_decided()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step" });
        await Store.SetWaitingAsync(fence, step, "a");

        Assert.Equal(CommandOutcome.Conflict, (await Store.ApproveAsync(step, By("ann"))).Outcome);
    }

    [Fact]
    public async Task The_quorum_approves_in_the_transaction_of_its_last_vote()
    {
        var (fence, step) = await GateAsync(new() { MinApprovals = 2, Options = YesOrNo });

        var first = await Store.VoteAsync(step, By("ann"), "one", ["no"]);
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(step));
        Assert.Null((await StepAsync(fence.RunId, step)).Gate!.ApprovedAt);
        var second = await Store.VoteAsync(step, By("bob"), "two", ["yes"]);

        Assert.Equal((CommandOutcome.Accepted, CommandOutcome.Accepted), (first.Outcome, second.Outcome));
        var state = Assert.IsType<GateApprovalState.Approved>(await Store.GetGateApprovalAsync(step));
        Assert.Equal("two", state.Feedback);
        Assert.Equal(["yes"], state.Selections);
    }

    [Fact]
    public async Task A_voter_votes_once()
    {
        var (_, step) = await GateAsync(new() { MinApprovals = 2 });
        await Store.VoteAsync(step, By("ann"));

        Assert.Equal(CommandOutcome.Conflict, (await Store.VoteAsync(step, By("ann"))).Outcome);
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(step));
    }

    [Fact]
    public async Task One_rejection_rejects_whatever_was_voted()
    {
        var (_, step) = await GateAsync(new() { MinApprovals = 2 });
        await Store.VoteAsync(step, By("ann"));
        await Store.RejectAsync(step, By("bob"));

        Assert.IsType<GateApprovalState.Rejected>(await Store.GetGateApprovalAsync(step));
    }

    [Fact]
    public async Task At_its_deadline_a_gate_is_expired_whether_or_not_a_worker_has_noticed()
    {
        var (_, step) = await GateAsync(timeout: TimeSpan.FromMinutes(5));
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(CommandOutcome.Expired, (await Store.ApproveAsync(step, By("ann"))).Outcome);
        Assert.Equal(CommandOutcome.Expired, (await Store.VoteAsync(step, By("ann"))).Outcome);
        Assert.Equal(CommandOutcome.Expired, (await Store.RejectAsync(step, By("ann"))).Outcome);
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(step));
    }

    [Fact]
    public async Task Selections_are_checked_against_the_stored_options()
    {
        var (_, without) = await GateAsync();
        var (_, with) = await GateAsync(new() { Options = YesOrNo });

        Assert.Equal(CommandOutcome.Invalid, (await Store.ApproveAsync(without, By("ann"), selections: ["yes"])).Outcome);
        var refused = await Store.ApproveAsync(with, By("ann"), selections: ["maybe"]);
        Assert.Equal(CommandOutcome.Invalid, refused.Outcome);
        Assert.Contains("yes, no", refused.Message, StringComparison.Ordinal);
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(with));
    }

    [Fact]
    public async Task A_gate_needs_at_least_one_approval()
    {
        var fence = await RunningFenceAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await Store.InsertStepAsync(fence, new() { StepName = "g", Role = "gate", Gate = new() { MinApprovals = 0 } }));
    }

    [Theory]
    [InlineData(StepStatus.TimedOut)]
    [InlineData(StepStatus.Skipped)]
    [InlineData(StepStatus.Cancelled)]
    public async Task A_gate_that_ended_without_a_decision_is_closed(StepStatus status)
    {
        var (fence, step) = await GateAsync();

        await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = status });

        Assert.Equal(new GateApprovalState.Closed(status), await Store.GetGateApprovalAsync(step));
        Assert.Equal(CommandOutcome.Conflict, (await Store.ApproveAsync(step, By("ann"))).Outcome);
    }

    [Fact]
    public async Task A_gate_is_not_decided_after_its_run_has_ended()
    {
        var (fence, step) = await GateAsync();
        await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Running);
        await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Failed);

        Assert.Equal(CommandOutcome.Conflict, (await Store.ApproveAsync(step, By("ann"))).Outcome);
        Assert.Equal(new GateApprovalState.Closed(StepStatus.Skipped), await Store.GetGateApprovalAsync(step));
    }

    [Fact]
    public async Task A_decision_leaves_its_events()
    {
        var (fence, step) = await GateAsync(new() { MinApprovals = 2 });
        await Store.VoteAsync(step, By("ann"));
        await Store.VoteAsync(step, By("bob"));

        Assert.Equal(
            [("step-waiting", null), ("run-waiting", null), ("gate-voted", "ann"), ("gate-voted", "bob"), ("gate-resolved", "approved"), ("step-completed", null)],
            (await Store.GetEventsAsync(fence.RunId)).Skip(2).Select(one => (one.Kind, one.Detail)));
    }
}
