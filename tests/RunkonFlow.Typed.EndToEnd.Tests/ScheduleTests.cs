using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class ScheduleTests
{
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task Two_workers_start_each_night_once(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var first = await StartAsync(store);
        await using var second = await StartAsync(store);

        // From midnight in UTC: two in Berlin is one hour later, in winter.
        for (var night = 1; night <= 3; night++) await UntilAsync(first, night);

        var runs = await RunsAsync(first);
        Assert.Equal(3, runs.Count);
        Assert.Equal(3, runs.Select(run => run.Key).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(("schedule", RunStatus.Completed), (run.Trigger, run.Status)));
        Assert.Contains(runs, run => run.Key == "schedule/2026-01-01T01:00:00.0000000+00:00");
    }

    [Theory, CombinatorialStores]
    public async Task A_night_on_which_the_run_before_has_not_ended_is_left_out(StoreKind kind)
    {
        _ledger.Hanging["report all"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        await UntilAsync(host, 1);

        await PatientlyAsync(host, () => Task.FromResult(host.Logs.Entries.Any(entry => entry.Contains("leaves out", StringComparison.Ordinal))));

        Assert.Single(await RunsAsync(host));
        _ledger.Hanging.Clear();
        _ledger.Release();
    }

    private static async Task<IReadOnlyList<WorkflowRun>> RunsAsync(EngineHost host)
        => (await host.Client.ListAsync(new() { WorkflowName = "nightly-report", IncludeEnded = true }, TestContext.Current.CancellationToken)).Runs;

    private Task UntilAsync(EngineHost host, int nights)
        => PatientlyAsync(host, async () => _ledger.Entries.Count >= nights
            && (!_ledger.Hanging.IsEmpty || (await RunsAsync(host)).Count(run => run.Status == RunStatus.Completed) >= nights));

    /// <summary>
    /// Turns the clock on, a little at a time: a timer that is set just then counts from the time that it finds. Where nothing hangs, a
    /// run may end before it goes on, however slow its store is.
    /// </summary>
    private async Task PatientlyAsync(EngineHost host, Func<Task<bool>> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(90), $"Waited in vain: {string.Join('\n', host.Logs.Entries)}");
            if (!_ledger.Hanging.IsEmpty || (await RunsAsync(host)).All(run => run.Status.IsTerminal())) host.Time.Advance(TimeSpan.FromMinutes(5));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            builder =>
            {
                builder.Add(NightlyReport.Registration);
                builder.Services.AddSingleton(_ledger);
            },
            store.Store, store.Time, Patient.Lease).StartAsync();
}
