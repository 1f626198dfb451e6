using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class PausedItemsTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_pause_lets_running_items_end_their_step_and_begins_no_others_until_the_run_is_resumed(StoreKind kind)
    {
        foreach (var parcel in new[] { "a", "b" }) _ledger.Hanging[parcel] = true;
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();
        var run = await host.Client.StartAsync(Sorting.Start(["a", "b", "c", "d", "e"]), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting && _ledger.Entries.Count == 2);

        await host.Client.PauseAsync(run.RunId, cancellationToken: s_none);
        _ledger.Release();
        await UntilCompletedAsync(host, run.RunId, 2);

        var paused = await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Suspended);
        Assert.Equal(SuspendReason.Paused, paused.SuspendReason);
        Assert.Equal(new FanOutCounts(5, 0, 2, 0, 0), (await host.StepsOfAsync(run.RunId))[^1].Items);
        Assert.Equal(["a", "b"], _ledger.Entries.Order());
        await host.Client.ResumeAsync(run.RunId, cancellationToken: s_none);
        Assert.Equal(5, await run.ResultAsync(s_none));
        Assert.Equal(["a", "b", "c", "d", "e"], _ledger.Entries.Order());
        Assert.Empty(host.Logs.Errors);
    }

    private static async Task UntilCompletedAsync(EngineHost host, RunId run, int items)
    {
        var counts = await host.StepsOfAsync(run);
        for (var i = 0; i < 10_000 && counts[^1].Items!.Value.Completed < items; i++)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            counts = await host.StepsOfAsync(run);
        }
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Sorting.Registration);
        builder.Services.AddSingleton(_ledger);
    }
}
