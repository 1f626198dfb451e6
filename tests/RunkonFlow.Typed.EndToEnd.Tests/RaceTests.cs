using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Races through the engine: who wins, and what becomes of the others.</summary>
public sealed class RaceTests
{
    private readonly Lanes _lanes = new();

    [Theory, CombinatorialStores]
    public async Task The_first_to_end_well_wins_and_the_rows_of_the_losers_say_cancelled(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await BeginAsync(stage, firstEnd: false);

        _lanes.Arrives("outer");

        Assert.Equal("1: outer", await stage.ResultOfAsync(run));
        Assert.Equal(
            [("bystander/delay", StepStatus.Cancelled), ("bystander/tidy", StepStatus.Completed), ("outer", StepStatus.Completed), ("runner", StepStatus.Cancelled)],
            await BranchesOf(stage, run));
        Assert.Equal(["tidy"], _lanes.Finalizers);
        Assert.Empty(stage.Host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task Of_two_that_end_at_once_the_first_in_time_wins_and_not_the_first_in_the_text(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await BeginAsync(stage, firstEnd: false);

        _lanes.Arrives("outer");
        _lanes.Arrives("inner");

        Assert.Equal("1: outer", await stage.ResultOfAsync(run));
    }

    [Theory, CombinatorialStores]
    public async Task A_runner_that_falls_does_not_decide_the_race(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await BeginAsync(stage, firstEnd: false);

        _lanes.Falls("inner");
        await stage.Host.UntilAsync(run.RunId, _ => stage.StepsOfAsync(run.RunId).Result.Any(row => row.Status == StepStatus.Failed));
        _lanes.Arrives("outer");

        Assert.Equal("1: outer", await stage.ResultOfAsync(run));
        Assert.Contains(("runner", StepStatus.Failed), await BranchesOf(stage, run));
    }

    [Theory, CombinatorialStores]
    public async Task By_option_the_first_end_decides_also_a_fall(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await BeginAsync(stage, firstEnd: true);

        _lanes.Falls("inner");
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await stage.ResultOfAsync(run));

        Assert.Equal("inner fell", failed.Failure.Message);
        Assert.Contains(("outer", StepStatus.Cancelled), await BranchesOf(stage, run));
    }

    [Theory, CombinatorialStores]
    public async Task A_race_under_way_is_decided_in_another_process(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await BeginAsync(stage, firstEnd: false);

        await stage.RestartAsync();
        _lanes.Arrives("inner");

        Assert.Equal("0: inner", await stage.ResultOfAsync(run));
        Assert.Contains(("outer", StepStatus.Cancelled), await BranchesOf(stage, run));
    }

    private async Task<RunHandle<string>> BeginAsync(Stage stage, bool firstEnd)
    {
        var run = await stage.BeginAsync(Race.Start(firstEnd));
        await stage.Host.UntilAsync(run.RunId, _ => _lanes.Started.Count == 2);
        return run;
    }

    private static async Task<IEnumerable<(string, StepStatus)>> BranchesOf(Stage stage, RunHandle<string> run)
        => (await stage.StepsOfAsync(run.RunId)).Where(row => row.Group == "race").Select(row => (row.NodeId, row.Status)).Order();

    private Task<Stage> OpenAsync(StoreKind kind) => Stage.OpenAsync(kind, builder =>
    {
        builder.Services.AddSingleton(_lanes);
        builder.Add(Race.Registration);
    });
}
