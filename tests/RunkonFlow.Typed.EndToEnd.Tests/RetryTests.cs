using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Failed runs that an operator retries: where they failed, from an earlier operation, from the start.</summary>
public sealed class RetryTests
{
    private const string Post = "post box of A 8 True reported A";
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_run_whose_finalizers_have_run_goes_on_where_it_failed_with_the_same_key(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var id = await FailedAsync(host);
        var key = (await host.StepsOfAsync(id)).Single(step => step.NodeId == "post").ContextOut;

        var answer = await host.Client.RetryAsync(id, "posted by hand", cancellationToken: s_none);
        var ended = await host.EndOfAsync(id);

        Assert.Equal((CommandOutcome.Accepted, RunStatus.Completed), (answer.Outcome, ended.Status));
        Assert.Equal(["pack A", "weigh box of A", "report A", Post, "clean up", Post, "clean up"], _ledger.Entries);
        Assert.Equal(["post", "clean-up"], (await host.Client.GetArchivedStepsAsync(id, s_none)).Select(step => step.NodeId));
        Assert.Equal(key, (await host.StepsOfAsync(id)).Single(step => step.NodeId == "post").ContextOut);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_retry_from_an_earlier_step_has_the_locals_of_then_and_asks_gates_and_starts_children_anew(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var id = await FailedAsync(host);

        await host.Client.RetryAsync(id, RetryFrom.Operation("weigh"), cancellationToken: s_none);
        await ApproveAsync(host, id);
        var ended = await host.EndOfAsync(id);

        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.Equal(["weigh box of A", "report A", Post, "clean up"], _ledger.Entries.Skip(5));
        var steps = await host.StepsOfAsync(id);
        var archived = await host.Client.GetArchivedStepsAsync(id, s_none);
        Assert.Equal(["pack", "weigh", "approval", "reported", "post", "clean-up"], steps.Select(step => step.NodeId));
        Assert.Equal(["weigh", "approval", "reported", "post", "clean-up"], archived.Select(step => step.NodeId));
        Assert.NotEqual(archived.Single(step => step.NodeId == "reported").ChildRunId, steps.Single(step => step.NodeId == "reported").ChildRunId);
        Assert.Equal($"{id}/weigh/", archived[0].ContextOut);
        Assert.Equal($"{id}/weigh//1", steps[1].ContextOut);
        Assert.Equal(1, steps[1].Attempt);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_retry_from_the_start_begins_with_the_input(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var id = await FailedAsync(host);

        await host.Client.RetryAsync(id, RetryFrom.Start, cancellationToken: s_none);
        await ApproveAsync(host, id);
        var ended = await host.EndOfAsync(id);

        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.Equal(["pack A", "weigh box of A", "report A", Post, "clean up"], _ledger.Entries.Skip(5));
        Assert.Equal(6, (await host.StepsOfAsync(id)).Count);
        Assert.Equal(6, (await host.Client.GetArchivedStepsAsync(id, s_none)).Count);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task What_was_undone_is_done_anew_from_the_start_only(StoreKind kind)
    {
        _ledger.FailingOnce["car"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.RunAsync(TripBooking.Start("Rome"));

        var middle = await host.Client.RetryAsync(run.Id, RetryFrom.Operation("book-hotel"), cancellationToken: s_none);
        var start = await host.Client.RetryAsync(run.Id, RetryFrom.Start, cancellationToken: s_none);
        await host.UntilAsync(run.Id, r => r.Status == RunStatus.Waiting);

        Assert.Equal((CommandOutcome.Conflict, CommandOutcome.Accepted), (middle.Outcome, start.Outcome));
        Assert.Equal(["flight to Rome", "hotel in Rome", "car", "cancel H1", "cancel F1", "flight to Rome", "hotel in Rome", "car"], _ledger.Entries);
    }

    private async Task<RunId> FailedAsync(EngineHost host)
    {
        _ledger.FailingOnce[Post] = true;
        var run = await host.Client.StartAsync(Shipping.Start("A"), cancellationToken: s_none);
        await ApproveAsync(host, run.RunId);
        Assert.Equal(RunStatus.Failed, (await host.EndOfAsync(run.RunId)).Status);
        return run.RunId;
    }

    private static async Task ApproveAsync(EngineHost host, RunId run)
    {
        await host.UntilAsync(run, r => r.Status == RunStatus.Waiting && r.BlockedOn == "approval");
        Assert.Equal(CommandOutcome.Accepted, (await host.Client.ApproveAsync(run, Shipping.Gates.Approval, cancellationToken: s_none)).Outcome);
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Shipping.Registration).Add(Reported.Registration).Add(TripBooking.Registration);
        builder.Services.AddSingleton(_ledger);
    }

    private async Task<EngineHost> StartAsync(TestStore store) => await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();
}
