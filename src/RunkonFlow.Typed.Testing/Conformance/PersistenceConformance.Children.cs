using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private NewRun Child(string node = "lint") => NewRun("lint") with { ParentNode = node };

    /// <summary>A run that has created a child in its commit and waits for it, released.</summary>
    private async Task<(ClaimedRun Parent, RunId Child)> WithChildAsync(NewRun? child = null)
    {
        var parent = await ClaimedAsync();
        child ??= Child();
        var commit = After(parent, RunStatus.Waiting);
        commit.Releases = true;
        commit.AtNode = "lint";
        commit.Steps.Add(Waiting("lint", "child") with { ChildRun = child.Id });
        commit.Children.Add(child);
        await AppliedAsync(commit);
        return (parent, child.Id);
    }

    private async Task<ClaimedRun> ClaimedChildAsync() => Assert.Single(await ClaimAsync(Asking(workflows: "lint")));

    [Fact]
    public async Task A_child_is_created_in_its_parents_commit_below_its_parent()
    {
        var (parent, child) = await WithChildAsync(Child("lint@2/0") with { Namespace = "elsewhere", Queue = "slow", Priority = 3, Key = "k", Tags = ["t"] });

        var run = await GetAsync(child);
        Assert.Equal((parent.RunId, parent.RunId, 1, "lint@2/0"), (run.ParentWorkflowRunId!.Value, run.RootRunId, run.Depth, run.ParentNode!));
        Assert.Equal(("default", "slow", 3, "k", RunStatus.Pending), (run.Namespace, run.Queue, run.Priority, run.Key!, run.Status));
        Assert.Equal(["t"], run.Tags);
        Assert.Equal(["run-created"], await EventsAsync(child));
        var started = Assert.Single(await Store.GetEventsAsync(parent.RunId), one => one.Kind == RunEventKinds.ChildStarted);
        Assert.Equal(("lint@2/0", child.ToString()), (started.NodeId!, started.Detail!));
    }

    [Fact]
    public async Task A_dry_run_has_dry_children()
    {
        var parent = await ClaimedAsync(NewRun() with { DryRun = true });
        var child = Child();
        var commit = After(parent);
        commit.Children.Add(child);
        await AppliedAsync(commit);

        Assert.True((await GetAsync(child.Id)).DryRun);
    }

    [Fact]
    public async Task The_end_of_a_child_wakes_its_waiting_parent_in_the_same_commit()
    {
        var (parent, child) = await WithChildAsync();
        Assert.Empty(await ClaimAsync());
        var claimed = await ClaimedChildAsync();
        await AppliedAsync(After(claimed));
        Assert.Empty(await ClaimAsync());
        claimed.Sequence++;

        await AppliedAsync(After(claimed, RunStatus.Completed));

        var woken = Assert.Single(await ClaimAsync());
        Assert.Equal((parent.RunId, 1), (woken.RunId, woken.InboxSequence));
        var ended = Assert.Single(await Store.GetEventsAsync(parent.RunId), one => one.Kind == RunEventKinds.ChildEnded);
        Assert.Equal(("lint", $"{child}: completed"), (ended.NodeId!, ended.Detail!));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("operator")]
    [InlineData("owner")]
    public async Task Every_end_of_a_child_wakes_its_parent(string way)
    {
        var (parent, child) = await WithChildAsync();

        switch (way)
        {
            case "cancel": await Store.RequestCancelAsync(child, By("ann")); break;
            case "operator": await Store.UpdateRunStatusAsync(child, null, RunStatus.Cancelled); break;
            default:
                var fence = await LeasedAsync(child);
                await Store.UpdateRunStatusAsync(child, fence, RunStatus.Running);
                await Store.UpdateRunStatusAsync(child, fence, RunStatus.Failed, error: "boom");
                break;
        }

        Assert.True((await StatusAsync(child)).IsTerminal());
        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_child_that_ends_while_its_parent_runs_leaves_a_parking_commit_claimable()
    {
        var parent = await ClaimedAsync();
        var child = Child();
        var commit = After(parent);
        commit.Children.Add(child);
        await AppliedAsync(commit);
        await Store.RequestCancelAsync(child.Id, By("ann"));
        Assert.Equal(1, Assert.Single(await Store.GetNewsAsync("w1")).InboxSequence);

        commit = Next(parent, RunStatus.Waiting);
        commit.Releases = true;
        await AppliedAsync(commit);

        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_child_without_a_parent_node_wakes_nobody()
    {
        var (parent, child) = await WithChildAsync(NewRun("lint"));

        await Store.RequestCancelAsync(child, By("ann"));

        Assert.Empty(await ClaimAsync());
        Assert.Equal(0, (await Store.GetEventsAsync(parent.RunId)).Count(one => one.Kind == RunEventKinds.ChildEnded));
    }

    [Fact]
    public async Task A_child_wakes_its_cancelling_parent_that_nobody_owns()
    {
        var (parent, child) = await WithChildAsync();
        await Store.RequestCancelAsync(parent.RunId, By("ann"));
        var cancelling = Assert.Single(await ClaimAsync());
        var commit = After(cancelling, RunStatus.Cancelling);
        commit.Releases = true;
        commit.DueAt = Time.Now.AddHours(1);
        await AppliedAsync(commit);
        Assert.Empty(await ClaimAsync());

        await Store.RequestCancelAsync(child, By("ann"));

        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_child_of_an_ended_parent_ends_normally_and_is_purged_with_it()
    {
        var (parent, child) = await WithChildAsync();
        await Store.RequestCancelAsync(parent.RunId, By("ann"));
        var cancelling = Assert.Single(await ClaimAsync());
        await AppliedAsync(After(cancelling, RunStatus.Cancelled));
        var events = (await Store.GetEventsAsync(parent.RunId)).Count;
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await Store.PurgeAsync(Time.Now));

        await WorkerAsync();
        await AppliedAsync(After(await ClaimedChildAsync(), RunStatus.Completed));

        Assert.Equal(RunStatus.Completed, await StatusAsync(child));
        Assert.Equal(events, (await Store.GetEventsAsync(parent.RunId)).Count);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await Store.PurgeAsync(Time.Now));
        Assert.Null(await Store.GetRunAsync(child));
    }

    [Fact]
    public async Task More_parents_than_the_limit_are_refused_and_nothing_is_changed()
    {
        await WorkerAsync();
        RunId? id = null;
        for (var depth = 0; depth <= 32; depth++) id = await CreatedAsync(NewRun($"deep-{depth}") with { ParentWorkflowRunId = id });
        var claimed = Assert.Single(await ClaimAsync(Asking(workflows: "deep-32")));
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Running));
        commit.Children.Add(Child());

        var result = await Store.CommitAsync(commit);

        Assert.Equal(CommitOutcome.Refused, result.Outcome);
        Assert.Contains("32 parents", result.Reason, StringComparison.Ordinal);
        Assert.Empty(await Store.GetStepsAsync(claimed.RunId));
        Assert.Null(await Store.GetRunAsync(commit.Children[0].Id));
    }

    [Fact]
    public async Task A_child_whose_id_or_key_another_run_has_is_refused()
    {
        var other = await CreatedAsync(NewRun("lint") with { Key = "taken" });
        var parent = await ClaimedAsync();
        var withId = After(parent);
        withId.Children.Add(Child() with { Id = other });
        var withKey = After(parent);
        withKey.Children.Add(Child() with { Key = "taken" });
        var twice = After(parent);
        twice.Children.Add(Child() with { Key = "new" });
        twice.Children.Add(Child() with { Key = "new" });

        foreach (var commit in new[] { withId, withKey, twice }) Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(commit)).Outcome);
        Assert.Equal((await GetAsync(parent.RunId)).Sequence, parent.Sequence);
    }

    [Fact]
    public async Task A_child_of_the_run_that_exists_is_passed_over()
    {
        var parent = await ClaimedAsync();
        var child = Child();
        for (var i = 0; i < 2; i++)
        {
            var commit = After(parent);
            commit.Children.Add(child);
            await AppliedAsync(commit);
            parent.Sequence++;
        }

        Assert.Single(await Store.GetEventsAsync(parent.RunId), one => one.Kind == RunEventKinds.ChildStarted);
    }

    [Fact]
    public async Task A_lost_reply_of_a_commit_with_children_is_recognised_and_another_child_is_not()
    {
        var parent = await ClaimedAsync();
        var commit = After(parent);
        commit.Children.Add(Child());
        await AppliedAsync(commit);
        var other = After(parent);
        other.Children.Add(commit.Children[0] with { Id = RunId.New(Time) });

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(commit)).Outcome);
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(other)).Outcome);
    }

    [Fact]
    public async Task A_commit_cancels_children_with_the_reason_that_it_gives()
    {
        var parent = await ClaimedAsync();
        var (fresh, running) = (Child("a"), NewRun("lint") with { ParentNode = "b", Priority = 1 });
        var commit = After(parent);
        commit.Children.Add(fresh);
        commit.Children.Add(running);
        await AppliedAsync(commit);
        var claimed = Assert.Single(await ClaimAsync(Asking(max: 1, workflows: "lint")));
        var stranger = await CreatedAsync(NewRun("lint"));

        commit = Next(parent);
        commit.CancelledChildren.Add(new(fresh.Id, "FailFast"));
        commit.CancelledChildren.Add(new(running.Id, "ParentCancelled"));
        commit.CancelledChildren.Add(new(stranger, "FailFast"));
        commit.CancelledChildren.Add(new(RunId.New(Time), "FailFast"));
        var result = await AppliedAsync(commit);

        Assert.Equal(1, result.InboxSequence);
        var ended = await GetAsync(fresh.Id);
        Assert.Equal((RunStatus.Cancelled, "FailFast", parent.RunId.ToString()), (ended.Status, ended.CancelRequest!.Reason, ended.CancelRequest.By));
        Assert.Equal((RunStatus.Running, RunRequests.Cancel), ((await GetAsync(running.Id)).Status, (await GetAsync(running.Id)).Requests));
        Assert.Equal("ParentCancelled", (await GetAsync(running.Id)).CancelRequest!.Reason);
        Assert.Equal(RunRequests.Cancel, (await Store.CommitAsync(After(claimed))).Requests);
        Assert.Equal(RunStatus.Pending, await StatusAsync(stranger));
        Assert.Empty(await Store.GetAuditAsync(fresh.Id));
    }

    [Fact]
    public async Task A_commit_that_parks_and_ends_a_child_that_never_ran_leaves_the_run_claimable()
    {
        var (parent, child) = await WithChildAsync();
        await Store.SignalAsync(parent.RunId, By("ann"), new("s", Utf8("1")));
        var again = Assert.Single(await ClaimAsync());

        var commit = After(again, RunStatus.Waiting);
        commit.Releases = true;
        commit.CancelledChildren.Add(new(child, "FailFast"));
        await AppliedAsync(commit);

        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_failed_child_is_retried_like_any_run_and_wakes_its_parent_again()
    {
        var (parent, child) = await WithChildAsync();
        await AppliedAsync(After(await ClaimedChildAsync(), RunStatus.Failed));
        var commit = After(Assert.Single(await ClaimAsync()), RunStatus.Waiting);
        commit.Releases = true;
        await AppliedAsync(commit);

        Assert.Equal(CommandOutcome.Accepted, (await Store.RetryAsync(child, By("ann"))).Outcome);
        await AppliedAsync(After(await ClaimedChildAsync(), RunStatus.Completed));

        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_failure_that_is_stored_while_the_run_compensates_comes_with_its_next_claim_and_survives_to_its_end()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        (commit.IsFinalizing, commit.Failure, commit.Error) = (true, Utf8("""{"type":"Boom"}"""), "boom");
        await AppliedAsync(commit);
        commit = Next(claimed, RunStatus.NeedsResume);
        commit.IsFinalizing = true;
        await AppliedAsync(commit);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal((true, """{"type":"Boom"}"""), (again.IsFinalizing, Text(again.Failure)));
        await AppliedAsync(After(again, RunStatus.Failed));
        var run = await GetAsync(claimed.RunId);
        Assert.Equal((RunStatus.Failed, "boom", """{"type":"Boom"}"""), (run.Status, run.Error, Text(run.Failure)));
    }

    [Fact]
    public async Task A_claim_of_a_run_that_does_not_compensate_brings_no_failure()
    {
        var claimed = await ClaimedAsync();
        Assert.Equal(0, claimed.Failure.Length);
        var commit = After(claimed, RunStatus.NeedsResume);
        commit.Failure = Utf8("{}");
        await AppliedAsync(commit);

        Assert.Equal(0, Assert.Single(await ClaimAsync()).Failure.Length);
    }

    [Fact]
    public async Task A_vote_or_signal_after_the_run_has_ended_is_a_conflict()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Waiting("approval", "gate") with { Gate = new() { MinApprovals = 2 } });
        await AppliedAsync(commit);
        var gate = (await Store.GetWaitingStepAsync(claimed.RunId, "approval"))!.Id;
        await AppliedAsync(Next(claimed, RunStatus.Failed));

        Assert.Equal(CommandOutcome.Conflict, (await Store.VoteAsync(gate, By("ann"))).Outcome);
        Assert.Equal(CommandOutcome.Conflict, (await Store.SignalAsync(claimed.RunId, By("ann"), new("s", Utf8("1")))).Outcome);
        Assert.Null(await Store.GetWaitingStepAsync(claimed.RunId, "approval"));
        Assert.Equal(new GateApprovalState.Closed(StepStatus.Skipped), await Store.GetGateApprovalAsync(gate));
    }

    [Fact]
    public async Task A_vote_with_a_known_command_id_gets_the_first_answer_and_counts_once()
    {
        var (_, step) = await GateAsync(new() { MinApprovals = 2 });
        var command = By("ann");

        var first = await Store.VoteAsync(step, command);
        var second = await Store.VoteAsync(step, command);

        Assert.Equal(first, second);
        Assert.IsType<GateApprovalState.Pending>(await Store.GetGateApprovalAsync(step));
    }
}
