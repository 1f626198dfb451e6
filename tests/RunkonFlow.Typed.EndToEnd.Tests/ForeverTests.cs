using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Loops that live on, with a history that is trimmed.</summary>
public sealed class ForeverTests
{
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task Many_rounds_keep_as_many_rows_and_events_as_a_hundred_and_no_more_bytes(StoreKind kind)
    {
        // Over a network a round takes a thousand times as long as in memory: a thousand rounds show the same.
        var rounds = kind == StoreKind.SqlServer ? 1_000 : 10_000;
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();

        var few = await LiveAsync(host, 100);
        var someBytes = await store.BytesAsync();
        var many = await LiveAsync(host, rounds);
        var moreBytes = await store.BytesAsync();

        Assert.Equal((long)Enumerable.Range(0, rounds).Sum(), many.Sum);
        Assert.Equal(few.Steps - 3, many.Steps - 5);
        Assert.InRange(many.Events, 1, few.Events + 20);
        Assert.InRange(moreBytes - someBytes, 0, 200_000);
        Assert.Equal(["prepare", "prepare"], _ledger.Entries);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task Rows_of_the_last_rounds_and_those_outside_of_the_loop_stay(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();

        var run = await host.RunAsync(Heartbeat.Start(30));

        var steps = await host.StepsOfAsync(run.Id);
        Assert.Equal(["prepare", "24", "25", "26", "27", "28", "29"], steps.Select(step => step.NodeId == "prepare" ? "prepare" : step.Path.ToString()));
        var events = await host.Store.GetEventsAsync(run.Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(events, one => one.Path is "23");
        Assert.Equal(events[^1].Number - events[0].Number + 1, events.Count);
        Assert.Equal("run-completed", events[^1].Kind);
    }

    private async Task<(long Sum, int Steps, int Events)> LiveAsync(EngineHost host, int beats)
    {
        var run = await host.Client.StartAsync(Heartbeat.Start(beats), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(run.RunId, static now => now.Status.IsTerminal(), TimeSpan.FromMinutes(5));
        var events = await host.Store.GetEventsAsync(run.RunId, 0, 100_000, TestContext.Current.CancellationToken);
        return (await run.ResultAsync(TestContext.Current.CancellationToken), (await host.StepsOfAsync(run.RunId)).Count, events.Count);
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Heartbeat.Registration);
        builder.Services.AddSingleton(_ledger);
    }
}
