using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Sinks that are fed with the events of all runs.</summary>
public sealed class SinkTests
{
    private readonly Ledger _ledger = new();
    private readonly Recorder _good = new();
    private readonly Recorder _bad = new() { Failures = 3 };

    [Theory, CombinatorialStores]
    public async Task Each_sink_gets_every_event_in_order_though_another_fails_and_is_given_its_events_again(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var runs = new List<WorkflowRun>();
        for (var i = 0; i < 5; i++) runs.Add(await host.RunAsync(Heartbeat.Start(4)));

        foreach (var run in runs)
        {
            var events = await host.Store.GetEventsAsync(run.Id, cancellationToken: TestContext.Current.CancellationToken);
            await _good.UntilAsync(run.Id, events.Count);
            await _bad.UntilAsync(run.Id, events.Count);
            Assert.Equal(events, _good.EventsOf(run.Id));
            Assert.Equal(events, _bad.EventsOf(run.Id));
        }
        Assert.Equal(0, _bad.Failures);
        Assert.True(_bad.Given > _good.Given);
    }

    [Theory, CombinatorialStores]
    public async Task A_sink_goes_on_where_it_was_after_a_restart_and_one_worker_feeds_it_at_a_time(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId first;
        await using (var host = await StartAsync(store)) first = (await host.RunAsync(Heartbeat.Start(2))).Id;
        var before = _good.Given;
        await using var one = await StartAsync(store);
        await using var other = await StartAsync(store);

        var run = await one.RunAsync(Heartbeat.Start(3));

        var events = await one.Store.GetEventsAsync(run.Id, cancellationToken: TestContext.Current.CancellationToken);
        await _good.UntilAsync(run.Id, events.Count);
        Assert.Equal(events, _good.EventsOf(run.Id));
        var earlier = await one.Store.GetEventsAsync(first, cancellationToken: TestContext.Current.CancellationToken);
        var expected = earlier.Count + events.Count;
        Assert.Equal(earlier, _good.EventsOf(first).Distinct());
        // What a host had given when it was stopped, and had not noted yet, is given again.
        Assert.InRange(_good.Given, expected, expected + before);
        Assert.False(_good.WasCalledTwiceAtOnce);
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Heartbeat.Registration).AddSink("good", _ => _good).AddSink("bad", _ => _bad);
        builder.Services.AddSingleton(_ledger);
    }

    private async Task<EngineHost> StartAsync(TestStore store) => await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();

    private sealed class Recorder : IEventSink
    {
        private readonly ConcurrentQueue<RunEvent> _events = new();
        private int _calls;

        public int Failures { get; set; }

        public int Given { get; private set; }

        public bool WasCalledTwiceAtOnce { get; private set; }

        public IEnumerable<RunEvent> EventsOf(RunId run) => _events.Where(one => one.RunId == run);

        public async ValueTask WriteAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _calls) > 1) WasCalledTwiceAtOnce = true;
            Given += events.Count;
            await Task.Yield();
            Interlocked.Decrement(ref _calls);
            if (Failures > 0)
            {
                Failures--;
                throw new InvalidOperationException("The index is down.");
            }
            foreach (var one in events) _events.Enqueue(one);
        }

        public async Task UntilAsync(RunId run, int count)
        {
            for (var i = 0; i < 10_000 && EventsOf(run).Count() < count; i++) await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
