using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
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
    public async Task A_cancelling_run_stays_cancelling_under_its_new_owner()
    {
        var claimed = await ClaimedAsync();
        var release = After(claimed, RunStatus.Cancelling);
        release.Releases = true;
        await AppliedAsync(release);

        Assert.Equal(RunStatus.Cancelling, Assert.Single(await ClaimAsync()).Status);
    }
}
