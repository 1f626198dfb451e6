using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class SignalTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_year_of_months_and_signals_runs_in_order_each_signal_once(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(Subscription.Start("ann", "basic", 12), cancellationToken: s_none);

        for (var month = 1; month <= 12; month++)
        {
            await host.UntilAsync(run.RunId, r => (r.Status == RunStatus.Waiting && _ledger.Entries.Count == month) || r.Status.IsTerminal());
            if (month is 4 or 9) await host.Client.SignalAsync(run.RunId, Subscription.Signals.PlanChanged, new($"plan{month}", "ann"), cancellationToken: s_none);
            else host.Time.Advance(TimeSpan.FromDays(30));
        }

        Assert.Equal("basic...,plan4@4....,plan9@9...", await run.ResultAsync(s_none));
        Assert.Equal("bill ann plan9 12", _ledger.Entries[^1]);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task Signals_sent_before_they_are_awaited_are_taken_in_order_and_a_known_key_is_dropped(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = new EngineHost(Register, store.Store, store.Time, Patient.Lease);
        var run = await host.Client.StartAsync(Subscription.Start("ann", "basic", 3), cancellationToken: s_none);

        await SendAsync("gold", "k1");
        await SendAsync("gold again", "k1");
        await SendAsync("silver", "k2");
        await SendAsync("bronze", null);
        await host.StartAsync();

        Assert.Equal("basic,gold@1,silver@2,bronze@3", await run.ResultAsync(s_none));
        Assert.Equal(CommandOutcome.Conflict, (await SendAsync("late", null)).Outcome);

        ValueTask<CommandResult> SendAsync(string plan, string? key)
            => host.Client.SignalAsync(run.RunId, Subscription.Signals.PlanChanged, new(plan, "ann"), key, cancellationToken: s_none);
    }

    [Theory, CombinatorialStores]
    public async Task Messages_that_are_there_already_are_taken_one_behind_the_other_without_an_operation_between_them(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = new EngineHost(Register, store.Store, store.Time, Patient.Lease);
        var run = await host.Client.StartAsync(Roll.Start(), cancellationToken: s_none);
        foreach (var name in new[] { "Ada", "Bea", "Cid", "Dan", "Eve" })
            await host.Client.SignalAsync(run.RunId, Roll.Signals.Called, name, cancellationToken: s_none);

        await host.StartAsync();

        Assert.Equal("Ada Bea Cid Dan Eve", await run.ResultAsync(s_none));
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_reaches_a_run_that_waits_for_a_signal(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(Subscription.Start("ann", "basic", 3), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting);

        await host.Client.CancelAsync(run.RunId, "moved", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal((RunStatus.Cancelled, "moved"), (ended.Status, ended.CancelRequest!.Reason));
        Assert.Equal(StepStatus.Cancelled, (await host.StepsOfAsync(run.RunId))[^1].Status);
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Subscription.Registration).Add(Roll.Registration);
        builder.Services.AddSingleton(_ledger);
    }

    private async Task<EngineHost> StartAsync(TestStore store) => await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();
}
