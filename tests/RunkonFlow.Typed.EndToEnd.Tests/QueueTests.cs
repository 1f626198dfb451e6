using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class QueueTests
{
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_worker_of_another_queue_does_not_take_the_run(StoreKind kind)
    {
        await using var stage = await Stage.OpenAsync(kind, Register);
        var waits = await stage.BeginAsync(Rendering.Start("waits"));
        var other = await stage.BeginAsync(Rendering.Start("other"), new() { Queue = "default" });
        await stage.EndOfAsync(other.RunId);

        Assert.Equal((RunStatus.Pending, "gpu", 0L), await StateOf());
        Assert.Equal(["other"], _ledger.Entries);

        await stage.JoinAsync(options =>
        {
            options.QueueNames.Clear();
            options.QueueNames.Add("gpu");
        });
        await stage.EndOfAsync(waits.RunId);
        Assert.Equal(["other", "waits"], _ledger.Entries);

        async Task<(RunStatus, string, long)> StateOf()
        {
            var run = (await stage.Client.GetAsync(waits.RunId, TestContext.Current.CancellationToken))!;
            return (run.Status, run.Queue, run.Generation);
        }
    }

    [Theory, CombinatorialStores]
    public async Task Runs_of_a_higher_priority_are_taken_first(StoreKind kind)
    {
        await using var stage = Stage.OpenWithoutWorker(kind, Register);
        await stage.BeginAsync(Rendering.Start("low"), new() { Priority = 1 });
        await stage.BeginAsync(Rendering.Start("own"));
        var last = await stage.BeginAsync(Rendering.Start("lowest"), new() { Priority = -1 });
        await stage.BeginAsync(Rendering.Start("high"), new() { Priority = 9 });

        await stage.JoinAsync(options =>
        {
            options.QueueNames.Add("gpu");
            (options.MaxConcurrentRuns, options.ClaimBatch) = (1, 1);
        });
        await stage.EndOfAsync(last.RunId);

        Assert.Equal(["high", "own", "low", "lowest"], _ledger.Entries);
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Services.AddSingleton(_ledger);
        builder.Add(Rendering.Registration);
    }
}
