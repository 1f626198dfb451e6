using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A run that began before its types, its signal and its sub-flow were renamed.</summary>
public sealed class FormerTypeTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_run_goes_on_in_a_renamed_sub_flow_with_locals_of_renamed_types(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await StartAsHaulageAsync(store);
        await using var host = await StartAsync(store, Carriage.Registration);

        await host.Client.SignalAsync(run, Carriage.Signals.Remark, new("b"), cancellationToken: s_none);
        await host.Client.SignalAsync(run, Carriage.Signals.Remark, new("c"), cancellationToken: s_none);

        Assert.Equal("Completed \"bonn 2 abc 5\"", await EndOfAsync(host, run));
        Assert.Equal(["pack bonn"], _ledger.Entries);
        Assert.Equal(["collect/word", "collect/word", "gather/remark"], (await host.StepsOfAsync(run)).Where(row => row.Role == "signal").Select(row => row.NodeId));
    }

    [Theory, CombinatorialStores]
    public async Task Messages_that_were_sent_under_the_former_id_come_before_later_ones(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await StartAsHaulageAsync(store, sendLast: "b");
        await using var host = Host(store, Carriage.Registration);
        await host.Client.SignalAsync(run, Carriage.Signals.Remark, new("c"), cancellationToken: s_none);

        await host.StartAsync();

        Assert.Equal("Completed \"bonn 2 abc 5\"", await EndOfAsync(host, run));
    }

    [Theory, CombinatorialStores]
    public async Task A_run_that_was_not_begun_takes_its_input_as_the_renamed_type(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var before = Host(store, Haulage.Registration);
        var run = (await before.Client.StartAsync(Haulage.Start(new("bonn", 5)), cancellationToken: s_none)).RunId;
        await before.Client.SignalAsync(run, Haulage.Signals.Word, new("abc"), cancellationToken: s_none);

        await using var host = await StartAsync(store, Carriage.Registration);

        Assert.Equal("Completed \"bonn 2 abc 5\"", await EndOfAsync(host, run));
        Assert.Equal(["pack anew bonn"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_wait_keeps_its_deadline_under_the_new_id(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var run = await StartAsHaulageAsync(store);
        await using var host = await StartAsync(store, Carriage.Registration);

        host.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(RunStatus.Failed, (await host.EndOfAsync(run)).Status);
        Assert.Equal("collect/word", (await host.StepsOfAsync(run)).Last(row => row.Role == "signal").NodeId);
    }

    /// <summary>A run that has taken its first word, and waits for the second in its sub-flow.</summary>
    private async Task<RunId> StartAsHaulageAsync(TestStore store, string? sendLast = null)
    {
        await using var host = await StartAsync(store, Haulage.Registration);
        var run = await host.Client.StartAsync(Haulage.Start(new("bonn", 5)), cancellationToken: s_none);
        await host.Client.SignalAsync(run.RunId, Haulage.Signals.Word, new("a"), cancellationToken: s_none);
        await UntilSecondWaitAsync(host, run.RunId);
        await host.StopAsync();
        // The worker has stopped: nobody takes what comes now.
        if (sendLast is not null) await host.Client.SignalAsync(run.RunId, Haulage.Signals.Word, new(sendLast), cancellationToken: s_none);
        return run.RunId;
    }

    private static async Task UntilSecondWaitAsync(EngineHost host, RunId run)
    {
        var waits = 0;
        while (waits < 2)
        {
            await host.UntilAsync(run, static r => r.Status == RunStatus.Waiting || r.Status.IsTerminal());
            waits = (await host.StepsOfAsync(run)).Count(row => row.Role == "signal");
            Assert.False(waits < 2 && (await host.Store.GetRunAsync(run, s_none))!.Status.IsTerminal());
        }
    }

    private static async Task<string> EndOfAsync(EngineHost host, RunId run)
    {
        var ended = await host.EndOfAsync(run);
        return $"{ended.Status} {System.Text.Encoding.UTF8.GetString(ended.Output.Span)}{ended.Error}";
    }

    private async Task<EngineHost> StartAsync(TestStore store, WorkflowRegistration workflow) => await Host(store, workflow).StartAsync();

    private EngineHost Host(TestStore store, WorkflowRegistration workflow)
        => new(b => { b.Add(workflow); b.Services.AddSingleton(_ledger); }, store.Store, store.Time, Patient.Lease);
}
