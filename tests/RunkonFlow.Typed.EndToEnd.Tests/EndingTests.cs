using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Ends that nobody asked for: a workflow's time is over, a parent is gone, a dry run cannot go on.</summary>
public sealed class EndingTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_workflow_whose_time_is_over_is_cancelled_and_its_finalizer_runs(StoreKind kind)
    {
        _ledger.Hanging["work"] = true;
        await using var stage = await OpenAsync(kind);
        foreach (var parks in new[] { true, false })
        {
            var run = await stage.BeginAsync(Hurry.Start(parks));

            var ended = await stage.Host.UntilAsync(run.RunId, now =>
            {
                stage.Host.Time.Advance(TimeSpan.FromSeconds(20));
                return now.Status.IsTerminal();
            });

            Assert.Equal((RunStatus.Cancelled, "Timeout"), (ended.Status, ended.CancelRequest?.Reason));
            Assert.True(ended.EndedAt - ended.CreatedAt >= TimeSpan.FromHours(1));
            Assert.Equal("leave", _ledger.Entries[^1]);
            Assert.DoesNotContain(await stage.StepsOfAsync(run.RunId), row => !row.Status.IsTerminal());
            await Assert.ThrowsAsync<WorkflowCancelledException>(async () => await stage.ResultOfAsync(run));
        }
    }

    [Theory, CombinatorialStores]
    public async Task A_workflow_that_ends_within_its_time_is_not_cancelled(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        var run = await stage.BeginAsync(Hurry.Start(false));

        Assert.Equal("in time", await stage.ResultOfAsync(run));
    }

    [Theory, CombinatorialStores]
    public async Task An_abandoned_child_goes_on_when_its_parent_is_cancelled(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var (parent, child) = await BeginExpeditionAsync(stage);

        await stage.Client.CancelAsync(parent.RunId, "storm", cancellationToken: s_none);
        Assert.Equal(RunStatus.Cancelled, (await stage.EndOfAsync(parent.RunId)).Status);
        Assert.Equal(RunStatus.Running, (await stage.Client.GetAsync(child.Id, s_none))!.Status);
        _ledger.Release();

        var ended = await stage.EndOfAsync(child.Id);
        Assert.Equal((RunStatus.Completed, null), (ended.Status, ended.CancelRequest));
        Assert.Equal(["measure", "pack up", "report"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_parent_that_has_ended_is_purged_only_with_its_child_which_ends_normally_and_wakes_nobody(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var (parent, child) = await BeginExpeditionAsync(stage);
        await stage.Client.CancelAsync(parent.RunId, "storm", cancellationToken: s_none);
        await stage.EndOfAsync(parent.RunId);

        Assert.Equal(0, await stage.Client.PurgeAsync(stage.Host.Time.GetUtcNow().AddDays(1), s_none));
        _ledger.Release();
        Assert.Equal(RunStatus.Completed, (await stage.EndOfAsync(child.Id)).Status);
        Assert.Equal(RunStatus.Cancelled, (await stage.Client.GetAsync(parent.RunId, s_none))!.Status);

        Assert.Equal(2, await stage.Client.PurgeAsync(stage.Host.Time.GetUtcNow().AddDays(1), s_none));
        Assert.Null(await stage.Client.GetAsync(child.Id, s_none));
        Assert.Empty(stage.Host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_dry_run_fails_at_a_step_that_has_no_substitute_and_whose_result_is_needed(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        var run = await stage.BeginAsync(Purchase.Start("a ship"), new() { DryRun = true });
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await stage.ResultOfAsync(run));

        Assert.Equal(("buy", typeof(NoDryRunException).FullName, 1), (failed.Failure.StepId, failed.Failure.Type, failed.Failure.Attempts));
        Assert.Contains("[DryRun]", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["look at a ship"], _ledger.Entries);
    }

    private async Task<(RunHandle<string> Parent, WorkflowRun Child)> BeginExpeditionAsync(Stage stage)
    {
        _ledger.Hanging["measure"] = true;
        var parent = await stage.BeginAsync(Expedition.Start());
        await stage.Host.UntilAsync(parent.RunId, now => now.Status == RunStatus.Waiting && _ledger.Entries.Contains("measure"));
        var child = Assert.Single((await stage.Client.ListAsync(new() { Parent = parent.RunId }, s_none)).Runs);
        return (parent, child);
    }

    private Task<Stage> OpenAsync(StoreKind kind) => Stage.OpenAsync(kind, builder =>
    {
        builder.Services.AddSingleton(_ledger);
        builder.Add(Hurry.Registration).Add(Expedition.Registration).Add(Expedition.Probe.Registration).Add(Purchase.Registration);
    });
}
