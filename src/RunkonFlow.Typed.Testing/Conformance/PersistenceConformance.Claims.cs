using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_claim_hands_out_the_run_with_all_that_is_needed_to_go_on()
    {
        await WorkerAsync();
        var id = await CreatedAsync(NewRun() with { Input = Utf8("""{"n":1}"""), DryRun = true, TraceParent = "00-1-2-01" });
        Time.Advance(TimeSpan.FromSeconds(2));

        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal((id, "order", 1, 1L, 0L), (claimed.RunId, claimed.WorkflowName, claimed.WorkflowVersion, claimed.Generation, claimed.Sequence));
        Assert.Equal(("""{"n":1}""", 0, ""), (Text(claimed.Input), claimed.Frame.Length, claimed.Shape));
        Assert.Equal((true, "00-1-2-01", Time.Now, 0), (claimed.DryRun, claimed.TraceParent, claimed.Now, claimed.LastPosition));
        Assert.Equal((RunStatus.Running, RunRequests.None), (claimed.Status, claimed.Requests));
        Assert.Empty(claimed.OpenSteps);
        var run = await GetAsync(id);
        Assert.Equal((RunStatus.Running, "w1", 1L, Time.Now, null), (run.Status, run.Owner, run.Generation, run.StartedAt, run.LeaseUntil));
        Assert.Equal(["run-created", "run-started"], await EventsAsync(id));
    }

    [Fact]
    public async Task The_highest_priority_is_claimed_first_then_what_is_due_longest()
    {
        await WorkerAsync();
        var ids = new RunId[4];
        ids[2] = await CreatedAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        ids[3] = await CreatedAsync();
        ids[0] = await CreatedAsync(NewRun() with { Priority = 9 });
        Time.Advance(TimeSpan.FromSeconds(1));
        ids[1] = await CreatedAsync(NewRun() with { Priority = 9 });

        Assert.Equal(ids, (await ClaimAsync()).Select(run => run.RunId));
    }

    [Fact]
    public async Task A_claim_takes_at_most_as_many_as_asked_for()
    {
        await WorkerAsync();
        for (var i = 0; i < 5; i++) await CreatedAsync();

        Assert.Equal(2, (await ClaimAsync(max: 2)).Count);
        Assert.Equal(3, (await ClaimAsync(max: 10)).Count);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claim_never_takes_what_the_worker_has_not_registered()
    {
        await WorkerAsync();
        await CreatedAsync(NewRun("unknown"));
        await CreatedAsync(NewRun() with { WorkflowVersion = 2 });
        await CreatedAsync(NewRun() with { Queue = "slow" });
        await CreatedAsync(NewRun() with { Namespace = "other" });

        Assert.Empty(await ClaimAsync());
        Assert.Single(await ClaimAsync(Asking() with { Queues = ["default", "slow"] }));
        Assert.Single(await ClaimAsync(Asking() with { Namespace = "other" }));
    }

    [Fact]
    public async Task A_claim_never_takes_a_run_before_it_is_due()
    {
        await WorkerAsync();
        await CreatedAsync(NewRun() with { DueAt = Time.Now.AddMinutes(1), Priority = 9 });

        Assert.Empty(await ClaimAsync());
        Assert.Equal(Time.Now.AddMinutes(1), await Store.GetNextDueAsync("default"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await WorkerAsync();
        Assert.Single(await ClaimAsync());
        Assert.Null(await Store.GetNextDueAsync("default"));
    }

    [Fact]
    public async Task A_claim_of_fewer_than_wanted_answers_when_the_next_run_is_due()
    {
        await WorkerAsync();
        await CreatedAsync();
        await CreatedAsync(NewRun() with { DueAt = Time.Now.AddMinutes(2) });
        await CreatedAsync(NewRun("unknown") with { Queue = "slow", Priority = 3, DueAt = Time.Now.AddMinutes(1) });
        await CreatedAsync(NewRun() with { Namespace = "other", DueAt = Time.Now.AddSeconds(1) });

        Assert.Equal(new(1, Time.Now, Time.Now.AddMinutes(1)), await AnswerAsync(Asking(max: 2)));
        Assert.Equal(new(0, Time.Now, Time.Now.AddMinutes(1)), await AnswerAsync(Asking(max: 1)));
        Assert.Equal(new(0, Time.Now, Time.Now.AddSeconds(1)), await AnswerAsync(Asking() with { Namespace = "other" }));
        Assert.Equal(new(0, Time.Now, null), await AnswerAsync(Asking() with { Namespace = "empty" }));
    }

    [Fact]
    public async Task A_claim_of_as_many_as_wanted_does_not_look_for_what_is_next()
    {
        await WorkerAsync();
        await CreatedAsync();
        await CreatedAsync(NewRun() with { DueAt = Time.Now.AddMinutes(1) });

        Assert.Equal(new(1, Time.Now, null), await AnswerAsync(Asking(max: 1)));
        Assert.Equal(new(0, Time.Now, null), await AnswerAsync(Asking(max: 0)));
    }

    [Fact]
    public async Task A_worker_whose_lease_is_over_gets_no_run_and_is_told_the_time_and_what_is_due()
    {
        var due = Time.Now;
        await CreatedAsync();

        Assert.Equal(new(0, Time.Now, due), await AnswerAsync(Asking("nobody")));
        await WorkerAsync();
        Time.Advance(s_leaseTime);
        Assert.Equal(new(0, Time.Now, due), await AnswerAsync(Asking()));
    }

    [Fact]
    public async Task What_is_due_and_of_no_registered_workflow_is_told_as_due()
    {
        await WorkerAsync();
        await CreatedAsync(NewRun("unknown"));

        Assert.Equal(new(0, Time.Now, Time.Now), await AnswerAsync(Asking()));
    }

    [Fact]
    public async Task A_run_that_is_not_due_does_not_hide_one_that_is()
    {
        await WorkerAsync();
        await CreatedAsync(NewRun() with { DueAt = Time.Now.AddMinutes(1), Priority = 9 });
        var due = await CreatedAsync();

        Assert.Equal(due, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_clock_that_jumps_back_delays_a_run_and_loses_nothing()
    {
        await WorkerAsync();
        await CreatedAsync();
        Time.Advance(TimeSpan.FromDays(-1));
        await WorkerAsync();

        Assert.Empty(await ClaimAsync());
        Time.Advance(TimeSpan.FromDays(1));
        await WorkerAsync();
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task A_claim_never_takes_an_owned_run()
    {
        await WorkerAsync();
        await WorkerAsync("w2");
        await LeasedAsync(await CreatedAsync());
        await CreatedAsync();
        await ClaimAsync();

        Assert.Empty(await ClaimAsync("w2"));
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Cancelled)]
    [InlineData(RunStatus.Suspended)]
    public async Task A_claim_never_takes_a_run_that_has_ended_or_is_suspended(RunStatus status)
    {
        await EndedAsync(status);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_worker_without_a_live_lease_gets_nothing()
    {
        await CreatedAsync();
        Assert.Empty(await ClaimAsync("nobody"));

        await WorkerAsync();
        Time.Advance(s_leaseTime);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claim_always_moves_the_generation()
    {
        var first = await ClaimedAsync();
        var release = After(first, RunStatus.NeedsResume);
        await AppliedAsync(release);

        var second = Assert.Single(await ClaimAsync());

        Assert.Equal((first.Generation + 1, first.Sequence + 1), (second.Generation, second.Sequence));
    }

    [Fact]
    public async Task A_claim_brings_the_open_rows_and_those_of_the_operation_at_hand_but_no_others()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Frame = Utf8("f");
        commit.Shape = "shape-1";
        commit.Steps.Add(Step("old", StepStatus.Completed, position: 1));
        commit.Steps.Add(Step("branch", StepStatus.Waiting, position: 2) with { DueAt = Time.Now.AddHours(1) });
        commit.Steps.Add(Step("loop", StepStatus.Failed, position: 3, path: default(Machines.IterationPath).Then(0)));
        commit.Steps.Add(Step("loop", StepStatus.Failed, attempt: 1, position: 4, path: default(Machines.IterationPath).Then(1)) with { ErrorType = "System.IO.IOException" });
        commit.Steps.Add(Step("loop", StepStatus.Running, attempt: 2, position: 4, path: default(Machines.IterationPath).Then(1)));
        await AppliedAsync(commit);
        await Store.RetireWorkerAsync("w1");
        await WorkerAsync("w2");

        var again = Assert.Single(await ClaimAsync("w2"));

        Assert.Equal(("f", "shape-1", 4), (Text(again.Frame), again.Shape, again.LastPosition));
        Assert.Equal(
            [("branch", "", 1, StepStatus.Waiting), ("loop", "1", 1, StepStatus.Failed), ("loop", "1", 2, StepStatus.Running)],
            again.OpenSteps.OrderBy(step => step.Position).ThenBy(step => step.Attempt)
                .Select(step => (step.NodeId, step.Path.ToString(), step.Attempt, step.Status)));
        Assert.Equal(Time.Now.AddHours(1), again.OpenSteps.Single(step => step.NodeId == "branch").DueAt);
        Assert.Equal("System.IO.IOException", again.OpenSteps.Single(step => step.Status == StepStatus.Failed).ErrorType);
    }

    [Fact]
    public async Task A_claim_brings_the_rows_of_the_latest_operation_when_it_has_ended()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed, RunStatus.NeedsResume);
        commit.Steps.Add(Step("a", StepStatus.Failed, attempt: 1));
        commit.Steps.Add(Step("a", StepStatus.Completed, attempt: 2));
        await AppliedAsync(commit);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal([(1, StepStatus.Failed), (2, StepStatus.Completed)], again.OpenSteps.OrderBy(step => step.Attempt).Select(step => (step.Attempt, step.Status)));
    }

    [Fact]
    public async Task A_parked_run_is_claimed_when_it_is_due()
    {
        var claimed = await ClaimedAsync();
        var park = After(claimed, RunStatus.Waiting);
        (park.Releases, park.DueAt, park.AtNode) = (true, Time.Now.AddMinutes(5), "delay");
        await AppliedAsync(park);

        var parked = await GetAsync(claimed.RunId);
        Assert.Equal((RunStatus.Waiting, null, Time.Now.AddMinutes(5), "delay"), (parked.Status, parked.Owner, parked.DueAt, parked.BlockedOn));
        Assert.Empty(await ClaimAsync());
        Time.Advance(TimeSpan.FromMinutes(5));
        await WorkerAsync("w2");
        Assert.Equal(RunStatus.Running, Assert.Single(await ClaimAsync("w2")).Status);
        Assert.Null((await GetAsync(claimed.RunId)).BlockedOn);
    }

    [Fact]
    public async Task A_run_that_waits_for_its_inbox_alone_is_not_due()
    {
        var claimed = await ClaimedAsync();
        var park = After(claimed, RunStatus.Waiting);
        park.Releases = true;
        await AppliedAsync(park);

        Assert.Null((await GetAsync(claimed.RunId)).DueAt);
        Assert.Null(await Store.GetNextDueAsync("default"));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_cancelling_run_stays_cancelling_under_its_new_owner()
    {
        var claimed = await ClaimedAsync();
        var release = After(claimed, RunStatus.Cancelling);
        release.Releases = true;
        await AppliedAsync(release);

        Assert.Equal(RunStatus.Cancelling, Assert.Single(await ClaimAsync()).Status);
    }

    [Fact]
    public async Task A_run_past_the_poison_limit_is_suspended_instead_of_claimed()
    {
        await WorkerAsync();
        var id = await CreatedAsync();
        for (var loss = 0; loss < 5; loss++)
        {
            Assert.Single(await ClaimAsync());
            await Store.RetireWorkerAsync("w1");
            await WorkerAsync();
        }

        Assert.Empty(await ClaimAsync());

        var run = await GetAsync(id);
        Assert.Equal((RunStatus.Suspended, SuspendReason.Poison, 5), (run.Status, run.SuspendReason, run.ClaimsWithoutProgress));
        Assert.Equal("poison", (await Store.GetEventsAsync(id))[^1].Detail);
        Assert.Equal(CommandOutcome.Accepted, (await Store.ResumeAsync(id, By("ann"))).Outcome);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Progress_takes_the_poison_counter_back_to_0()
    {
        var claimed = await ClaimedAsync();
        Assert.Equal(1, (await GetAsync(claimed.RunId)).ClaimsWithoutProgress);
        await AppliedAsync(After(claimed));
        Assert.Equal(1, (await GetAsync(claimed.RunId)).ClaimsWithoutProgress);
        claimed.Sequence++;
        var progress = After(claimed);
        progress.MakesProgress = true;

        await AppliedAsync(progress);

        Assert.Equal(0, (await GetAsync(claimed.RunId)).ClaimsWithoutProgress);
    }

    [Fact]
    public async Task A_poisoned_run_does_not_take_the_place_of_another_in_a_claim()
    {
        await WorkerAsync();
        var poison = await CreatedAsync(NewRun() with { Priority = 9 });
        Assert.Single(await ClaimAsync(Asking(max: 1) with { PoisonLimit = 1 }));
        await Store.RetireWorkerAsync("w1");
        await WorkerAsync();
        var other = await CreatedAsync();

        var claimed = Assert.Single(await ClaimAsync(Asking(max: 1) with { PoisonLimit = 1 }));

        Assert.Equal(other, claimed.RunId);
        Assert.Equal(RunStatus.Suspended, await StatusAsync(poison));
    }

    [Fact]
    public async Task An_incompatible_run_is_offered_once_to_each_shape_that_differs()
    {
        ClaimRequest With(string shape) => Asking() with { Workflows = [new("order", 1, shape)] };
        var claimed = await ClaimedAsync();
        var incompatible = After(claimed, RunStatus.Incompatible);
        incompatible.Shape = "shape-1";
        await AppliedAsync(incompatible);

        Assert.Empty(await ClaimAsync(With("shape-1")));
        var again = Assert.Single(await ClaimAsync(With("shape-2")));
        var still = After(again, RunStatus.Incompatible);
        still.Shape = "shape-2";
        await AppliedAsync(still);
        Assert.Empty(await ClaimAsync(With("shape-1")));
        Assert.Empty(await ClaimAsync(With("shape-2")));
        Assert.Single(await ClaimAsync(With("shape-3")));
    }

    [Fact]
    public async Task A_claim_brings_the_large_values_to_which_the_frame_refers()
    {
        var claimed = await ClaimedAsync();
        var first = After(claimed);
        first.NewValues.AddRange([new(1, Utf8("one")), new(2, Utf8("two")), new(3, Utf8("three"))]);
        await AppliedAsync(first);
        claimed.Sequence++;
        var second = After(claimed, RunStatus.NeedsResume);
        second.NewValues.Add(new(2, Utf8("another two")));
        second.DroppedValues.Add(3);
        await AppliedAsync(second);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal([(1, "one"), (2, "another two")], again.Values.OrderBy(value => value.Id).Select(value => (value.Id, Text(value.Json))));
        var read = await Store.GetFrameValuesAsync(claimed.RunId);
        Assert.Equal([(1, "one"), (2, "another two")], read.OrderBy(value => value.Id).Select(value => (value.Id, Text(value.Json))));
        Assert.Empty(await Store.GetFrameValuesAsync(RunId.New(Time)));
    }
}
