using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_status_is_written_with_summary_and_error_and_null_clears_them()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running, "halfway", "trouble");
        var before = await GetAsync(id);
        var sequence = await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        var after = await GetAsync(id);

        Assert.Equal(("halfway", "trouble", Time.Now), (before.ResultSummary, before.Error, before.StartedAt));
        Assert.Equal((null, null), (after.ResultSummary, after.Error));
        Assert.Equal(before.Sequence + 1, sequence);
        Assert.Equal(sequence, after.Sequence);
    }

    [Fact]
    public async Task A_terminal_status_sets_the_end_and_frees_the_run()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Completed, "done");

        var run = await GetAsync(id);
        Assert.Equal((RunStatus.Completed, Time.Now, null, "done"), (run.Status, run.EndedAt, run.Owner, run.ResultSummary));
    }

    [Fact]
    public async Task Waiting_is_refused_with_a_word_about_set_waiting()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);

        var refused = await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(id, fence, RunStatus.Waiting));

        Assert.Contains("SetWaiting", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Running, await StatusAsync(id));
    }

    [Fact]
    public async Task The_status_of_an_unknown_run_is_an_error()
    {
        var unknown = RunId.New(Time);

        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.UpdateRunStatusAsync(unknown, null, RunStatus.Suspended));
        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.UpdateRunStatusAsync(unknown, new RunFence(unknown, 1), RunStatus.Running));
    }

    [Fact]
    public async Task Without_a_fence_an_owned_run_is_left_alone()
    {
        var id = await CreatedAsync();
        await LeasedAsync(id);

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(id, null, RunStatus.Suspended));
        Assert.Equal(RunStatus.Pending, await StatusAsync(id));
    }

    [Fact]
    public async Task Without_a_fence_a_run_whose_lease_is_over_changes_and_its_late_owner_is_fenced()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        Time.Advance(s_leaseTime);

        await Store.UpdateRunStatusAsync(id, null, RunStatus.Suspended);

        Assert.Equal((RunStatus.Suspended, null), (await StatusAsync(id), (await GetAsync(id)).Owner));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running));
    }

    [Fact]
    public async Task Nobody_makes_a_run_running_without_owning_it()
    {
        var id = await CreatedAsync();

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(id, null, RunStatus.Running));
    }

    /// <summary>Each run status that can be brought about by commits of an owner, with how.</summary>
    private async Task<ClaimedRun> OwnedInAsync(RunStatus status)
    {
        var claimed = await ClaimedAsync();
        if (status == RunStatus.Running) return claimed;
        await AppliedAsync(After(claimed, status));
        claimed.Sequence++;
        return claimed;
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Waiting)]
    [InlineData(RunStatus.Cancelling)]
    public async Task An_owner_changes_the_status_as_the_table_allows_and_no_other_way(RunStatus from)
    {
        foreach (var to in Enum.GetValues<RunStatus>())
        {
            var claimed = await OwnedInAsync(from);

            var result = await Store.CommitAsync(After(claimed, to));

            var expected = Transitions.IsAllowed(from, to) ? CommitOutcome.Applied : CommitOutcome.Refused;
            Assert.True(expected == result.Outcome, $"{from} to {to}: {result.Outcome}");
            Assert.Equal(expected == CommitOutcome.Applied ? to : from, await StatusAsync(claimed.RunId));
        }
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Cancelled)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Suspended)]
    [InlineData(RunStatus.Incompatible)]
    [InlineData(RunStatus.NeedsResume)]
    public async Task An_operator_changes_the_status_as_the_table_allows_and_no_other_way(RunStatus from)
    {
        foreach (var to in Enum.GetValues<RunStatus>())
        {
            if (to is RunStatus.Waiting or RunStatus.Running) continue;
            var id = await EndedAsync(from);

            if (Transitions.IsAllowed(from, to)) await Store.UpdateRunStatusAsync(id, null, to);
            else await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateRunStatusAsync(id, null, to));

            Assert.Equal(Transitions.IsAllowed(from, to) ? to : from, await StatusAsync(id));
            if (to == RunStatus.Pending && from == RunStatus.Failed) Assert.Null((await GetAsync(id)).EndedAt);
        }
    }

    [Fact]
    public async Task A_run_is_not_released_as_running()
    {
        var commit = After(await ClaimedAsync());
        commit.Releases = true;

        Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(commit)).Outcome);
    }

    [Fact]
    public async Task Set_waiting_parks_row_and_run_together_and_keeps_the_lease()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        var gate = await Store.InsertStepAsync(fence, new() { StepName = "approve", Role = "gate" });
        var deadline = Time.Now.AddHours(1);

        var sequence = await Store.SetWaitingAsync(fence, gate, "approve", deadline);

        var run = await GetAsync(id);
        Assert.Equal((RunStatus.Waiting, "approve", deadline, "host-1", sequence), (run.Status, run.BlockedOn, run.DueAt, run.Owner, run.Sequence));
        var step = await StepAsync(id, gate);
        Assert.Equal((StepStatus.Waiting, deadline), (step.Status, step.DueAt));
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        Assert.Null((await GetAsync(id)).BlockedOn);
    }

    [Fact]
    public async Task Set_waiting_on_a_row_that_has_ended_or_is_unknown_is_an_error()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "gate", RetryCount = 0 });
        await Store.UpdateStepAsync(step, StepUpdate.Failed(fence.Generation, "no", 0));

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.SetWaitingAsync(fence, step, "a"));
        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.SetWaitingAsync(fence, step + 1_000_000, "a"));
    }

    [Fact]
    public async Task The_end_of_a_run_closes_what_is_open()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("gate", StepStatus.Waiting) with { Role = "gate" });
        commit.Steps.Add(Step("next", StepStatus.Pending, position: 2));
        commit.Steps.Add(Step("body", StepStatus.Running, position: 3));
        commit.Steps.Add(Step("done", StepStatus.Completed, position: 4));
        await AppliedAsync(commit);
        claimed.Sequence++;

        await AppliedAsync(After(claimed, RunStatus.Failed));

        Assert.Equal(
            [StepStatus.Skipped, StepStatus.Skipped, StepStatus.Cancelled, StepStatus.Completed],
            (await Store.GetStepsAsync(claimed.RunId)).Select(step => step.Status));
        Assert.All(await Store.GetStepsAsync(claimed.RunId), step => Assert.NotNull(step.EndedAt));
    }

    [Fact]
    public async Task The_end_of_a_cancelled_run_cancels_what_is_open()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed, RunStatus.Cancelling);
        commit.Steps.Add(Step("gate", StepStatus.Waiting) with { Role = "gate" });
        await AppliedAsync(commit);
        claimed.Sequence++;

        await AppliedAsync(After(claimed, RunStatus.Cancelled));

        Assert.Equal(StepStatus.Cancelled, Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Status);
    }

    [Fact]
    public void Unknown_status_texts_are_errors_that_name_type_and_text()
    {
        Assert.Equal("unknown FanOutItemStatus: x", Assert.Throws<FormatException>(() => StatusTexts.ParseFanOutItemStatus("x")).Message);
        Assert.Equal("unknown RunStatus: x", Assert.Throws<FormatException>(() => StatusTexts.ParseRunStatus("x")).Message);
        Assert.Equal("unknown StepStatus: x", Assert.Throws<FormatException>(() => StatusTexts.ParseStepStatus("x")).Message);
        foreach (var status in Enum.GetValues<RunStatus>()) Assert.Equal(status, StatusTexts.ParseRunStatus(status.ToText()));
    }
}
