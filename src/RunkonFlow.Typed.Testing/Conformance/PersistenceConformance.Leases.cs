using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task The_first_lease_has_generation_1_and_the_same_token_extends_it()
    {
        var id = await CreatedAsync();

        var first = await Store.AcquireLeaseAsync(id, "a", s_leaseTime);
        Time.Advance(TimeSpan.FromSeconds(10));
        var again = await Store.AcquireLeaseAsync(id, "a", s_leaseTime);

        Assert.Equal((1L, 1L), (first.Generation, again.Generation));
        var run = await GetAsync(id);
        Assert.Equal(("a", Time.Now + s_leaseTime, RunStatus.Pending, 0L), (run.Owner, run.LeaseUntil, run.Status, run.Sequence));
    }

    [Fact]
    public async Task A_held_lease_is_refused_with_holder_and_end()
    {
        var id = await CreatedAsync();
        await LeasedAsync(id, "a");

        var answer = await Store.AcquireLeaseAsync(id, "b", s_leaseTime);

        Assert.Equal(new LeaseAnswer(null, LeaseRefusal.Held, "a", Time.Now + s_leaseTime), answer);
    }

    [Fact]
    public async Task A_run_of_a_worker_is_held_until_the_workers_lease_is_over()
    {
        var claimed = await ClaimedAsync();

        var held = await Store.AcquireLeaseAsync(claimed.RunId, "b", s_leaseTime);
        Time.Advance(s_leaseTime);
        var taken = await Store.AcquireLeaseAsync(claimed.RunId, "b", s_leaseTime);

        Assert.Equal((LeaseRefusal.Held, "w1"), (held.Refusal, held.Owner));
        Assert.Equal(claimed.Generation + 1, taken.Generation);
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(After(claimed))).Outcome);
    }

    [Fact]
    public async Task A_lease_is_over_at_its_end_and_another_token_takes_the_next_generation()
    {
        var id = await CreatedAsync();
        await LeasedAsync(id, "a");
        Time.Advance(s_leaseTime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(LeaseRefusal.Held, (await Store.AcquireLeaseAsync(id, "b", s_leaseTime)).Refusal);

        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, (await Store.AcquireLeaseAsync(id, "b", s_leaseTime)).Generation);
    }

    [Fact]
    public async Task An_expired_holder_that_comes_back_first_keeps_its_generation()
    {
        var id = await CreatedAsync();
        await LeasedAsync(id, "a");
        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, (await Store.AcquireLeaseAsync(id, "a", s_leaseTime)).Generation);
    }

    [Fact]
    public async Task The_lease_of_an_unknown_or_ended_or_suspended_run_is_refused_and_says_why()
    {
        Assert.Equal(LeaseRefusal.NotFound, (await Store.AcquireLeaseAsync(RunId.New(Time), "a", s_leaseTime)).Refusal);
        Assert.Equal(LeaseRefusal.Terminal, (await Store.AcquireLeaseAsync(await EndedAsync(RunStatus.Failed), "a", s_leaseTime)).Refusal);
        Assert.Equal(LeaseRefusal.NotClaimable, (await Store.AcquireLeaseAsync(await EndedAsync(RunStatus.Suspended), "a", s_leaseTime)).Refusal);
    }

    [Fact]
    public async Task A_time_to_live_is_positive()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.AcquireLeaseAsync(id, "a", TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.RenewLeaseAsync(fence, "host-1", TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.RegisterWorkerAsync(new("w", "h", -s_leaseTime)));
    }

    [Fact]
    public async Task A_lease_is_renewed_and_released_by_token_and_generation()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id, "a");

        Assert.False(await Store.RenewLeaseAsync(fence, "b", s_leaseTime));
        Assert.False(await Store.RenewLeaseAsync(fence with { Generation = 2 }, "a", s_leaseTime));
        Assert.False(await Store.ReleaseLeaseAsync(fence, "b"));
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await Store.RenewLeaseAsync(fence, "a", s_leaseTime));
        Assert.Equal(Time.Now + s_leaseTime, (await GetAsync(id)).LeaseUntil);
        Assert.True(await Store.ReleaseLeaseAsync(fence, "a"));
        Assert.False(await Store.ReleaseLeaseAsync(fence, "a"));
    }

    [Fact]
    public async Task A_released_running_run_is_claimable_at_once_as_needs_resume()
    {
        await WorkerAsync();
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);

        await Store.ReleaseLeaseAsync(fence, "host-1");

        Assert.Equal((RunStatus.NeedsResume, null), (await StatusAsync(id), (await GetAsync(id)).Owner));
        Assert.Equal(fence.Generation + 1, Assert.Single(await ClaimAsync()).Generation);
    }

    [Fact]
    public async Task Nothing_is_written_under_a_fence_after_its_release()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", RetryCount = 0 });
        await Store.ReleaseLeaseAsync(fence, "host-1");

        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.InsertStepAsync(fence, new() { StepName = "b", Role = "step" }));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateStepAsync(step, StepUpdate.Failed(fence.Generation, "late", 0)));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.InsertFanOutItemAsync(fence, step, Item("x")));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.SetWaitingAsync(fence, step, "a"));
        Assert.Equal(
            CommitOutcome.Fenced,
            (await Store.CommitAsync(new() { RunId = id, Generation = fence.Generation, Sequence = (await GetAsync(id)).Sequence, Status = RunStatus.Running })).Outcome);
    }

    [Fact]
    public async Task A_lease_that_has_run_out_does_not_fence_while_nobody_has_taken_over()
    {
        var claimed = await ClaimedAsync();
        Time.Advance(TimeSpan.FromHours(1));

        await AppliedAsync(After(claimed));
    }

    [Fact]
    public async Task A_heartbeat_renews_by_compare_and_swap()
    {
        var first = await WorkerAsync();
        Time.Advance(TimeSpan.FromSeconds(20));

        var second = await Store.HeartbeatAsync(first, s_leaseTime);

        Assert.NotNull(second);
        Assert.True(second.Version > first.Version);
        Assert.Equal(Time.Now + s_leaseTime, second.LeaseUntil);
        Assert.Null(await Store.HeartbeatAsync(first, s_leaseTime));
        Assert.NotNull(await Store.HeartbeatAsync(second, s_leaseTime));
    }

    [Fact]
    public async Task A_worker_declared_dead_finds_out_at_its_next_heartbeat()
    {
        var lease = await WorkerAsync();
        Time.Advance(s_leaseTime);

        Assert.Equal(0, await Store.RecoverExpiredAsync());

        Assert.Null(await Store.HeartbeatAsync(lease, s_leaseTime));
    }

    [Fact]
    public async Task A_late_worker_that_nobody_declared_dead_goes_on()
    {
        var lease = await WorkerAsync();
        Time.Advance(s_leaseTime * 2);

        Assert.NotNull(await Store.HeartbeatAsync(lease, s_leaseTime));
        Assert.Equal(0, await Store.RecoverExpiredAsync());
    }

    [Fact]
    public async Task The_runs_of_a_dead_worker_are_freed_as_needs_resume_and_claimed_under_the_next_generation()
    {
        var claimed = await ClaimedAsync();
        await WorkerAsync("w2");
        Assert.Equal(0, await Store.RecoverExpiredAsync());
        Time.Advance(s_leaseTime);
        await WorkerAsync("w2");

        Assert.Equal(1, await Store.RecoverExpiredAsync());

        Assert.Equal(RunStatus.NeedsResume, await StatusAsync(claimed.RunId));
        Assert.Equal(claimed.Generation + 1, Assert.Single(await ClaimAsync("w2")).Generation);
        Assert.Equal(["run-created", "run-started", "run-interrupted", "run-resumed"], await EventsAsync(claimed.RunId));
    }

    [Fact]
    public async Task A_token_lease_that_is_over_is_recovered_too()
    {
        await WorkerAsync();
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        Time.Advance(s_leaseTime);

        Assert.Equal(1, await Store.RecoverExpiredAsync());

        Assert.Equal(RunStatus.NeedsResume, await StatusAsync(id));
        Assert.False(await Store.RenewLeaseAsync(fence, "host-1", s_leaseTime));
    }

    [Fact]
    public async Task A_retired_worker_leaves_its_runs_claimable_at_once()
    {
        var claimed = await ClaimedAsync();
        await WorkerAsync("w2");

        await Store.RetireWorkerAsync("w1");

        Assert.Equal(claimed.RunId, Assert.Single(await ClaimAsync("w2")).RunId);
        Assert.Empty(await ClaimAsync("w1"));
    }

    [Fact]
    public async Task A_lost_reply_is_not_taken_for_applied_after_the_run_was_recovered()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        await AppliedAsync(commit);
        Time.Advance(s_leaseTime);
        await Store.RecoverExpiredAsync();

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(commit)).Outcome);
    }
}
