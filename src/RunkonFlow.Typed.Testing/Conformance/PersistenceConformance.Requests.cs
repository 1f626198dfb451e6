using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    /// <summary>A run that nobody owns and that waits for its inbox.</summary>
    private async Task<ClaimedRun> ParkedAsync(DateTimeOffset? dueAt = null)
    {
        var claimed = await ClaimedAsync();
        var park = After(claimed, RunStatus.Waiting);
        (park.Releases, park.DueAt) = (true, dueAt);
        await AppliedAsync(park);
        return claimed;
    }

    private static CommandOutcome Outcome(CommandResult result) => result.Outcome;

    [Fact]
    public async Task A_run_that_never_executed_is_cancelled_at_once()
    {
        var id = await CreatedAsync();

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.RequestCancelAsync(id, By("ann", "changed my mind"))));

        var run = await GetAsync(id);
        Assert.Equal((RunStatus.Cancelled, Time.Now), (run.Status, run.EndedAt));
        Assert.Equal(new RequestNote("changed my mind", "ann", Time.Now), run.CancelRequest);
        Assert.True(await Store.IsRunCancelledAsync(id));
        await WorkerAsync();
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_cancel_of_an_owned_run_is_a_request_that_its_next_commit_and_its_heartbeat_learn_of()
    {
        var claimed = await ClaimedAsync();

        await Store.RequestCancelAsync(claimed.RunId, By("ann"));

        Assert.Equal(RunStatus.Running, await StatusAsync(claimed.RunId));
        Assert.True(await Store.IsRunCancelledAsync(claimed.RunId));
        Assert.Equal([new RunNews(claimed.RunId, RunRequests.Cancel, 1)], await Store.GetNewsAsync("w1"));
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Completed));
        var result = await AppliedAsync(commit);
        Assert.Equal((RunRequests.Cancel, 1L), (result.Requests, result.InboxSequence));
        Assert.Equal("UserRequested", (await GetAsync(claimed.RunId)).CancelRequest!.Reason);
    }

    [Fact]
    public async Task The_commit_that_begins_cancelling_takes_the_request_up()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestCancelAsync(claimed.RunId, By("ann"));

        var commit = After(claimed, RunStatus.Cancelling);
        commit.SeenInbox = 1;
        var result = await AppliedAsync(commit);

        Assert.Equal(RunRequests.None, result.Requests);
        Assert.Empty(await Store.GetNewsAsync("w1"));
        Assert.True(await Store.IsRunCancelledAsync(claimed.RunId));
    }

    [Fact]
    public async Task A_cancel_request_goes_with_the_run_to_its_next_owner()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestCancelAsync(claimed.RunId, By("ann", "enough"));
        await Store.RetireWorkerAsync("w1");
        await WorkerAsync("w2");

        var again = Assert.Single(await ClaimAsync("w2"));

        Assert.Equal((RunRequests.Cancel, "enough"), (again.Requests, again.CancelRequest!.Reason));
    }

    [Fact]
    public async Task A_parked_run_becomes_cancelling_and_due()
    {
        var parked = await ParkedAsync(Time.Now.AddDays(1));

        await Store.RequestCancelAsync(parked.RunId, By("ann"));

        Assert.Equal(RunStatus.Cancelling, await StatusAsync(parked.RunId));
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((RunStatus.Cancelling, RunRequests.None), (claimed.Status, claimed.Requests));
        Assert.Equal("ann", claimed.CancelRequest!.By);
    }

    [Theory]
    [InlineData(RunStatus.NeedsResume)]
    [InlineData(RunStatus.Suspended)]
    [InlineData(RunStatus.Incompatible)]
    public async Task A_run_that_ran_before_becomes_cancelling_and_due(RunStatus status)
    {
        var id = await EndedAsync(status);

        await Store.RequestCancelAsync(id, By("ann"));

        Assert.Equal((id, RunStatus.Cancelling), Assert.Single(await ClaimAsync()) is var run ? (run.RunId, run.Status) : default);
    }

    [Fact]
    public async Task A_resumed_run_is_not_cancelled_without_its_finalizers()
    {
        var id = await EndedAsync(RunStatus.Suspended);
        await Store.ResumeAsync(id, By("ann"));

        await Store.RequestCancelAsync(id, By("ann"));

        Assert.Equal(RunStatus.Cancelling, await StatusAsync(id));
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Cancelled)]
    public async Task A_cancel_after_the_end_is_a_conflict(RunStatus status)
    {
        var id = await EndedAsync(status);

        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.RequestCancelAsync(id, By("ann"))));
        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.RequestPauseAsync(id, By("ann"))));
        Assert.Equal(status, await StatusAsync(id));
    }

    [Fact]
    public async Task A_completion_that_reaches_the_row_wins_over_a_request()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestCancelAsync(claimed.RunId, By("ann"));

        var result = await AppliedAsync(After(claimed, RunStatus.Completed));

        Assert.Equal(RunRequests.None, result.Requests);
        Assert.False(await Store.IsRunCancelledAsync(claimed.RunId));
    }

    [Fact]
    public async Task A_second_cancel_keeps_the_first_note_and_a_forced_one_adds_the_force()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestCancelAsync(claimed.RunId, By("ann", "first"));

        await Store.RequestCancelAsync(claimed.RunId, By("bob", "second"));
        Assert.Equal(RunRequests.Cancel, (await GetAsync(claimed.RunId)).Requests);
        await Store.RequestCancelAsync(claimed.RunId, By("bob", "third"), force: true);

        var run = await GetAsync(claimed.RunId);
        Assert.Equal((RunRequests.Cancel | RunRequests.Force, "first"), (run.Requests, run.CancelRequest!.Reason));
        Assert.Equal(RunRequests.Force, (await AppliedAsync(After(claimed, RunStatus.Cancelling))).Requests);
    }

    [Fact]
    public async Task A_forced_cancel_wakes_a_cancelling_run_that_is_parked()
    {
        var claimed = await ClaimedAsync();
        var park = After(claimed, RunStatus.Cancelling);
        (park.Releases, park.DueAt) = (true, Time.Now.AddDays(1));
        await AppliedAsync(park);
        Assert.Empty(await ClaimAsync());

        await Store.RequestCancelAsync(claimed.RunId, By("ann"), force: true);

        Assert.Equal(RunRequests.Force, Assert.Single(await ClaimAsync()).Requests);
    }

    [Fact]
    public async Task Requests_of_unknown_runs_are_not_found_and_unknown_runs_are_not_cancelled()
    {
        var unknown = RunId.New(Time);

        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.RequestCancelAsync(unknown, By("ann"))));
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.RequestPauseAsync(unknown, By("ann"))));
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.ResumeAsync(unknown, By("ann"))));
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.RetryAsync(unknown, By("ann"))));
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.SignalAsync(unknown, By("ann"), new("s", Utf8("1")))));
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.SetTagsAsync(unknown, By("ann"), [])));
        Assert.False(await Store.IsRunCancelledAsync(unknown));
        Assert.Empty(await Store.GetEventsAsync(unknown));
        Assert.Empty(await Store.GetStepsAsync(unknown));
        Assert.Empty(await Store.GetAuditAsync(unknown));
        Assert.Empty(await Store.GetSignalsAsync(unknown));
    }

    [Fact]
    public async Task A_run_nobody_owns_is_paused_at_once_and_resumed_as_pending()
    {
        var parked = await ParkedAsync();

        await Store.RequestPauseAsync(parked.RunId, By("ann"));

        var run = await GetAsync(parked.RunId);
        Assert.Equal((RunStatus.Suspended, SuspendReason.Paused, null), (run.Status, run.SuspendReason, run.DueAt));
        Assert.Empty(await ClaimAsync());
        await Store.ResumeAsync(parked.RunId, By("ann"));
        run = await GetAsync(parked.RunId);
        Assert.Equal((RunStatus.Pending, SuspendReason.None, Time.Now), (run.Status, run.SuspendReason, run.DueAt));
        Assert.Equal(RunStatus.Running, Assert.Single(await ClaimAsync()).Status);
    }

    [Fact]
    public async Task An_owned_run_carries_the_pause_until_its_owner_suspends_it()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestPauseAsync(claimed.RunId, By("ann"));
        Assert.Equal(RunRequests.Pause, (await AppliedAsync(After(claimed))).Requests);
        claimed.Sequence++;
        var suspend = After(claimed, RunStatus.Suspended);
        suspend.SuspendReason = SuspendReason.Paused;

        var result = await AppliedAsync(suspend);

        Assert.Equal(RunRequests.None, result.Requests);
        var run = await GetAsync(claimed.RunId);
        Assert.Equal((RunStatus.Suspended, SuspendReason.Paused, null), (run.Status, run.SuspendReason, run.Owner));
    }

    [Fact]
    public async Task A_pause_that_was_only_asked_for_is_taken_back()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestPauseAsync(claimed.RunId, By("ann"));

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.ResumeAsync(claimed.RunId, By("ann"))));

        Assert.Equal(RunRequests.None, (await AppliedAsync(After(claimed))).Requests);
        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.ResumeAsync(claimed.RunId, By("ann"))));
    }

    [Fact]
    public async Task A_run_that_parks_while_a_pause_is_asked_for_is_due_at_once()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestPauseAsync(claimed.RunId, By("ann"));
        var park = After(claimed, RunStatus.Waiting);
        (park.Releases, park.SeenInbox) = (true, 1);
        await AppliedAsync(park);

        Assert.Equal(RunRequests.Pause, Assert.Single(await ClaimAsync()).Requests);
    }

    [Fact]
    public async Task A_cancel_that_came_before_a_suspension_is_not_lost()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestPauseAsync(claimed.RunId, By("ann"));
        await Store.RequestCancelAsync(claimed.RunId, By("bob"));
        var suspend = After(claimed, RunStatus.Suspended);
        suspend.SuspendReason = SuspendReason.Paused;
        await AppliedAsync(suspend);

        Assert.Equal(RunStatus.Cancelling, Assert.Single(await ClaimAsync()).Status);
    }

    [Fact]
    public async Task A_cancelling_run_that_is_suspended_goes_on_cancelling_after_its_resume()
    {
        var claimed = await ClaimedAsync();
        await AppliedAsync(After(claimed, RunStatus.Cancelling));
        claimed.Sequence++;
        await AppliedAsync(After(claimed, RunStatus.Suspended));
        Assert.True(await Store.IsRunCancelledAsync(claimed.RunId));

        await Store.ResumeAsync(claimed.RunId, By("ann"));

        Assert.Equal(RunRequests.Cancel, Assert.Single(await ClaimAsync()).Requests);
    }

    [Fact]
    public async Task A_failed_run_is_retried_where_it_failed()
    {
        var claimed = await ClaimedAsync();
        var fail = After(claimed, RunStatus.Failed);
        (fail.Frame, fail.Shape, fail.Error, fail.Failure) = (Utf8("f"), "shape-1", "boom", Utf8("{}"));
        fail.Steps.Add(Step("a", StepStatus.Failed) with { Error = "boom" });
        await AppliedAsync(fail);

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.RetryAsync(claimed.RunId, By("ann"))));

        var run = await GetAsync(claimed.RunId);
        Assert.Equal((RunStatus.Pending, null, null, 0), (run.Status, run.EndedAt, run.Error, run.Failure.Length));
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal("f", Text(again.Frame));
        Assert.Equal(("a", StepStatus.Failed), Assert.Single(again.OpenSteps) is var row ? (row.NodeId, row.Status) : default);
        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.RetryAsync(claimed.RunId, By("ann"))));
    }

    [Fact]
    public async Task A_command_repeated_with_its_id_gets_the_first_answer()
    {
        var id = await CreatedAsync();
        var pause = By("ann");
        var first = await Store.RequestPauseAsync(id, pause);
        await Store.ResumeAsync(id, By("ann"));

        Assert.Equal(first, await Store.RequestPauseAsync(id, pause));
        Assert.Equal(RunStatus.Pending, await StatusAsync(id));
    }

    [Fact]
    public async Task A_refusal_is_remembered_too()
    {
        var claimed = await ClaimedAsync();
        var resume = By("ann");
        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.ResumeAsync(claimed.RunId, resume)));
        await AppliedAsync(After(claimed, RunStatus.Suspended));

        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.ResumeAsync(claimed.RunId, resume)));
    }

    [Fact]
    public async Task A_vote_repeated_after_a_lost_reply_counts_once_and_is_accepted()
    {
        var (_, step) = await GateAsync(new() { MinApprovals = 2 });
        var vote = By("ann");

        Assert.Equal(await Store.VoteAsync(step, vote), await Store.VoteAsync(step, vote));
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(step));
    }

    [Fact]
    public async Task The_audit_tells_who_did_what_and_how_it_was_answered()
    {
        var id = await CreatedAsync();
        var cancel = By("bob", "enough");
        await Store.SetTagsAsync(id, By("ann"), ["x"]);
        Time.Advance(TimeSpan.FromSeconds(1));
        var answer = await Store.RequestCancelAsync(id, cancel);
        await Store.RequestCancelAsync(id, cancel);
        await Store.RetryAsync(id, By("cid"));

        var audit = await Store.GetAuditAsync(id);

        Assert.Equal([("tag", "ann"), ("cancel", "bob"), ("retry", "cid")], audit.Select(entry => (entry.Verb, entry.By)));
        Assert.Equal(new AuditEntry(id, cancel.Id, "cancel", "bob", "enough", answer, Time.Now), audit[1]);
        Assert.Equal(CommandOutcome.Conflict, audit[2].Answer.Outcome);
    }
}
