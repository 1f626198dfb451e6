using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Children, compensation, automated gates and dry runs, from attributed C# through the engine.</summary>
public sealed class TripTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_child_gives_its_result_and_a_gate_is_polled_until_its_step_decides(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(Trip.Start("Rome"), cancellationToken: s_none);
        var result = await run.ResultAsync(s_none);

        Assert.Equal("the Rome for 3, Approved says the radar: Friday+Sunday", result);
        Assert.Equal(
            ["fly to Rome", "insure Rome", "book the Rome", "hang up", "look at Rome", "look at Rome", "look at Rome", "pack for 3 nights"],
            _ledger.Entries);
        var child = Assert.Single((await host.Client.ListAsync(new() { Parent = run.RunId, IncludeEnded = true }, s_none)).Runs);
        Assert.Equal((run.RunId, RunStatus.Completed), (child.ParentWorkflowRunId, child.Status));
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_child_that_fails_is_begun_again_and_then_fails_its_parent_which_undoes_its_steps_backwards(StoreKind kind)
    {
        _ledger.Failing["book the Rome"] = true;
        _ledger.Failing["give back 99.5 for Rome, attempt 1"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(Trip.Start("Rome"));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("cannot book the Rome", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                "fly to Rome", "insure Rome", "book the Rome", "hang up", "book the Rome", "hang up",
                "uninsure", "give back 99.5 for Rome, attempt 1", "give back 99.5 for Rome, attempt 2",
            ],
            _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_reaches_the_child_whose_finalizer_runs_and_the_parent_undoes_its_steps(StoreKind kind)
    {
        _ledger.Hanging["book the Rome"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(Trip.Start("Rome"), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, _ => _ledger.Entries.Contains("book the Rome"));

        await host.Client.CancelAsync(run.RunId, "no holiday", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);
        var child = (await host.Client.ListAsync(new() { Parent = run.RunId, IncludeEnded = true }, s_none)).Runs[0];
        var childEnded = await host.EndOfAsync(child.Id);

        Assert.Equal((RunStatus.Cancelled, RunStatus.Cancelled), (ended.Status, childEnded.Status));
        Assert.Contains("hang up", _ledger.Entries);
        Assert.Equal(["uninsure", "give back 99.5 for Rome, attempt 1"], _ledger.Entries.Where(entry => entry != "hang up").TakeLast(2));
    }

    [Theory, CombinatorialStores]
    public async Task A_dry_run_calls_substitutes_in_parent_and_child_and_leaves_out_what_has_none(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(Trip.Start("Rome"), new() { DryRun = true }, s_none);
        var result = await run.ResultAsync(s_none);

        Assert.Equal("pretended the Rome for 3, Approved says : ", result);
        Assert.Equal(["hang up", "pack for 3 nights"], _ledger.Entries);
        Assert.Equal(StepStatus.Skipped, (await host.StepsOfAsync(run.RunId)).Single(row => row.NodeId == "insure").Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_failed_dry_run_undoes_nothing_that_it_has_not_done(StoreKind kind)
    {
        _ledger.Failing["pack for 3 nights"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(Trip.Start("Rome"), new() { DryRun = true }, s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Equal(["hang up", "pack for 3 nights"], _ledger.Entries);
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            b => { b.Add(Trip.Registration).Add(HotelBooking.Registration); b.Services.AddSingleton(_ledger); }, store.Store, store.Time, Patient.Lease).StartAsync();
}
