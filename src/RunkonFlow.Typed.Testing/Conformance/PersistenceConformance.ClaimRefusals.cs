using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
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
}
