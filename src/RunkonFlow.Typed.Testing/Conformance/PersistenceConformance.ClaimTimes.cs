using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
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
}
