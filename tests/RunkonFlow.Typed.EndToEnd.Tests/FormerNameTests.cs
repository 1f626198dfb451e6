using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A run that began before its workflow was edited, and goes on under the new names.</summary>
public sealed class FormerNameTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_run_goes_on_where_it_stands_when_its_workflow_steps_gate_and_locals_are_renamed(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await StartAsProcurementAsync(store);
        await using var host = await StartAsync(store, Buying.Registration);

        var answer = await host.Client.ApproveAsync(run, Buying.Gates.Approve, options: new() { By = "bob" }, cancellationToken: s_none);
        await host.UntilAsync(run, r => (r.Status == RunStatus.Waiting && r.BlockedOn == "approve") || r.Status.IsTerminal());
        await host.Client.ApproveAsync(run, Buying.Gates.Approve, options: new() { By = "bob" }, cancellationToken: s_none);
        var ended = await host.EndOfAsync(run);

        Assert.Equal(CommandOutcome.Accepted, answer.Outcome);
        Assert.Equal((RunStatus.Completed, "\"chair! 5 2\""), (ended.Status, System.Text.Encoding.UTF8.GetString(ended.Output.Span)));
        Assert.Equal(["reserve chair", "look 2"], _ledger.Entries);
        Assert.Equal(["allow", "approve"], (await host.StepsOfAsync(run)).Where(row => row.Role == "gate").Select(row => row.NodeId));
    }

    [Theory, CombinatorialStores]
    public async Task A_step_that_completed_under_its_former_id_is_undone(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await StartAsProcurementAsync(store);
        await using var host = await StartAsync(store, Buying.Registration);

        await host.Client.RejectAsync(run, Buying.Gates.Approve, options: new() { By = "bob" }, cancellationToken: s_none);
        var ended = await host.EndOfAsync(run);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Equal(["reserve chair", "undo 5"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_goes_on_at_a_call_that_has_another_name(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId run;
        await using (var before = await StartAsync(store, Watch.Registration))
        {
            run = (await before.Client.StartAsync(Watch.Start(), cancellationToken: s_none)).RunId;
            await before.UntilAsync(run, r => r.BlockedOn == "pause" || r.Status.IsTerminal());
        }
        await using var host = await StartAsync(store, Guard.Registration);

        host.Time.Advance(TimeSpan.FromDays(31));
        await host.UntilAsync(run, r => r.BlockedOn == "last-pause" || r.Status.IsTerminal());
        host.Time.Advance(TimeSpan.FromDays(31));
        var ended = await host.EndOfAsync(run);

        Assert.Equal((RunStatus.Completed, "2"), (ended.Status, System.Text.Encoding.UTF8.GetString(ended.Output.Span)));
        Assert.Equal(["look", "pause", "last-look", "last-pause"], (await host.StepsOfAsync(run)).Select(row => row.NodeId));
        Assert.Equal(["first", "again"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_goes_on_at_a_call_that_had_no_name_and_has_one_now(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId run;
        await using (var before = await StartAsync(store, Watch.Registration))
        {
            run = (await before.Client.StartAsync(Watch.Start(), cancellationToken: s_none)).RunId;
            await before.UntilAsync(run, r => r.BlockedOn == "pause" || r.Status.IsTerminal());
            before.Time.Advance(TimeSpan.FromDays(31));
            await before.UntilAsync(run, r => r.BlockedOn == "delay" || r.Status.IsTerminal());
        }
        await using var host = await StartAsync(store, Guard.Registration);

        host.Time.Advance(TimeSpan.FromDays(31));
        var ended = await host.EndOfAsync(run);

        Assert.Equal((RunStatus.Completed, "2"), (ended.Status, System.Text.Encoding.UTF8.GetString(ended.Output.Span)));
        Assert.Equal(["look", "pause", "second-look", "delay"], (await host.StepsOfAsync(run)).Select(row => row.NodeId));
    }

    [Fact]
    public void The_definition_carries_the_former_ids()
    {
        var definition = Buying.Registration.Definition;

        Assert.Equal(["procurement"], definition.FormerIds);
        Assert.Equal(["allow"], definition.Nodes.Single(node => node.Id == "approve").FormerIds);
        Assert.Equal(["release"], definition.Nodes.Single(node => node.Id == "hold").Compensation!.FormerStepIds);
    }

    private async Task<RunId> StartAsProcurementAsync(TestStore store)
    {
        await using var host = await StartAsync(store, Procurement.Registration);
        var run = await host.Client.StartAsync(Procurement.Start("chair"), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting || r.Status.IsTerminal());
        return run.RunId;
    }

    private async Task<EngineHost> StartAsync(TestStore store, WorkflowRegistration workflow)
        => await new EngineHost(b => { b.Add(workflow); b.Services.AddSingleton(_ledger); }, store.Store, store.Time, Patient.Lease).StartAsync();
}
