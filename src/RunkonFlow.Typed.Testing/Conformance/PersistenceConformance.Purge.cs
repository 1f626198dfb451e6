using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private DateTimeOffset Later => Time.Now.AddMilliseconds(1);

    [Fact]
    public async Task A_purged_run_is_gone_with_everything_that_belongs_to_it()
    {
        var claimed = await ClaimedAsync(NewRun() with { Key = "k" });
        var commit = After(claimed, RunStatus.Completed);
        commit.Steps.Add(Step("a", StepStatus.Completed));
        await AppliedAsync(commit);
        await Store.SetTagsAsync(claimed.RunId, By("ann"), ["x"]);
        var step = Assert.Single(await Store.GetStepsAsync(claimed.RunId));

        Assert.Equal(1, await Store.PurgeAsync(Later));

        Assert.Null(await Store.GetRunAsync(claimed.RunId));
        Assert.Empty(await Store.GetStepsAsync(claimed.RunId));
        Assert.Empty(await Store.GetEventsAsync(claimed.RunId));
        Assert.Empty(await Store.GetAuditAsync(claimed.RunId));
        Assert.Empty((await Store.ListRunsAsync(new() { IncludeEnded = true })).Runs);
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.ApproveAsync(step.Id, By("ann"))));
        Assert.Equal(CommitOutcome.NotFound, (await Store.CommitAsync(commit)).Outcome);
        Assert.False((await Store.CreateRunAsync(NewRun() with { Key = "k" })).Existed);
    }

    [Fact]
    public async Task A_purge_takes_only_what_ended_before_the_moment()
    {
        var old = await EndedAsync(RunStatus.Completed);
        Time.Advance(TimeSpan.FromSeconds(1));
        var limit = Time.Now;
        var young = await EndedAsync(RunStatus.Completed);
        var active = await CreatedAsync();

        Assert.Equal(1, await Store.PurgeAsync(limit));

        Assert.Null(await Store.GetRunAsync(old));
        Assert.NotNull(await Store.GetRunAsync(young));
        Assert.NotNull(await Store.GetRunAsync(active));
    }

    [Fact]
    public async Task A_purge_takes_whole_trees_whose_every_run_has_ended()
    {
        await WorkerAsync();
        var root = await CreatedAsync();
        var child = await CreatedAsync(NewRun() with { ParentWorkflowRunId = root });
        await CreatedAsync(NewRun() with { ParentWorkflowRunId = child });
        var claimed = await ClaimAsync();
        foreach (var run in claimed.Take(2)) await AppliedAsync(After(run, RunStatus.Completed));
        Assert.Equal(0, await Store.PurgeAsync(Later));
        Assert.Equal(CommitOutcome.Applied, (await Store.CommitAsync(After(claimed[2], RunStatus.Failed))).Outcome);

        Assert.Equal(3, await Store.PurgeAsync(Later));
        Assert.Null(await Store.GetRunAsync(child));
    }

    [Fact]
    public async Task A_purge_is_done_in_batches_of_trees_oldest_first()
    {
        var ended = new List<RunId>();
        for (var i = 0; i < 3; i++)
        {
            ended.Add(await EndedAsync(RunStatus.Completed));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, await Store.PurgeAsync(Later, maxTrees: 2));
        Assert.NotNull(await Store.GetRunAsync(ended[2]));
        Assert.Equal(1, await Store.PurgeAsync(Later, maxTrees: 2));
        Assert.Equal(0, await Store.PurgeAsync(Later, maxTrees: 2));
    }

    [Fact]
    public async Task A_run_that_is_retried_is_not_purged()
    {
        var id = await EndedAsync(RunStatus.Failed);
        await Store.RetryAsync(id, By("ann"));

        Assert.Equal(0, await Store.PurgeAsync(Later));
        Assert.Equal(RunStatus.Pending, await StatusAsync(id));
    }
}
