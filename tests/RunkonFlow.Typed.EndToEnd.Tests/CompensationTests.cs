using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class CompensationTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_failure_undoes_completed_steps_in_reverse_with_their_results(StoreKind kind)
    {
        _ledger.Failing["car"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(TripBooking.Start("Rome"));

        Assert.Equal((RunStatus.Failed, "cannot car"), (run.Status, run.Error));
        Assert.Equal(["flight to Rome", "hotel in Rome", "car", "cancel H1", "cancel F1"], _ledger.Entries);
        Assert.Equal(
            [("book-hotel/cancel-hotel", StepStatus.Completed), ("book-flight/cancel-flight", StepStatus.Completed)],
            (await host.StepsOfAsync(run.Id)).Skip(3).Select(row => (row.NodeId, row.Status)));
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_undoes_them_too_and_the_run_is_cancelled(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(TripBooking.Start("Rome"), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting);

        await host.Client.CancelAsync(run.RunId, "ill", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal((RunStatus.Cancelled, "ill"), (ended.Status, ended.CancelRequest!.Reason));
        Assert.Equal(["cancel H1", "cancel F1"], _ledger.Entries.Skip(3));
    }

    [Theory, CombinatorialStores]
    public async Task A_handled_failure_undoes_nothing(StoreKind kind)
    {
        _ledger.Failing["car"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(TripBooking.Start("Rome without a car"), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting);
        host.Time.Advance(TimeSpan.FromDays(1));
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.DoesNotContain(_ledger.Entries, entry => entry.StartsWith("cancel", StringComparison.Ordinal));
        Assert.True((await host.StepsOfAsync(run.RunId)).Single(row => row.NodeId == "book-car").Tolerated);
    }

    [Theory, CombinatorialStores]
    public async Task A_compensation_that_fails_is_recorded_and_the_others_run(StoreKind kind)
    {
        (_ledger.Failing["car"], _ledger.Failing["cancel H1"]) = (true, true);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(TripBooking.Start("Rome"));

        Assert.Equal((RunStatus.Failed, "cannot car"), (run.Status, run.Error));
        Assert.Contains("cannot cancel H1", run.FinalizerError, StringComparison.Ordinal);
        Assert.Equal("cancel F1", _ledger.Entries[^1]);
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(b => { b.Add(TripBooking.Registration); b.Services.AddSingleton(_ledger); }, store.Store, store.Time, Patient.Lease).StartAsync();
}
