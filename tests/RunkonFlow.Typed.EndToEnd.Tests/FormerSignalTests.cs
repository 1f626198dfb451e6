using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Messages of one key, sent under the id that a signal had and under the one that it has: by a sender that knows the new one, and by one that does not.</summary>
public sealed class FormerSignalTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Theory, CombinatorialStores]
    public async Task A_message_that_was_sent_under_the_former_id_is_not_taken_again_under_the_new_one(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = Host(store, Carriage.Registration);
        var run = (await host.Client.StartAsync(Carriage.Start(new("bonn", 5)), cancellationToken: s_none)).RunId;

        var first = await host.Client.SignalAsync(run, Haulage.Signals.Word, new("a"), "k", cancellationToken: s_none);
        var again = await host.Client.SignalAsync(run, Carriage.Signals.Remark, new("x"), "k", cancellationToken: s_none);
        await host.Client.SignalAsync(run, Carriage.Signals.Remark, new("bc"), "l", cancellationToken: s_none);

        Assert.Equal((CommandAnswers.SignalStored, CommandAnswers.SignalKnown), (first, again));
        Assert.Equal("\"bonn 2 abc 5\"", await OutputAsync(host, run));
    }

    [Theory, CombinatorialStores]
    public async Task A_message_that_was_sent_under_the_new_id_is_not_taken_again_under_the_former_one(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = Host(store, Carriage.Registration);
        var run = (await host.Client.StartAsync(Carriage.Start(new("bonn", 5)), cancellationToken: s_none)).RunId;

        await host.Client.SignalAsync(run, Carriage.Signals.Remark, new("a"), "k", cancellationToken: s_none);
        var again = await host.Client.SignalAsync(run, Haulage.Signals.Word, new("x"), "k", cancellationToken: s_none);
        await host.Client.SignalAsync(run, Haulage.Signals.Word, new("bc"), "l", cancellationToken: s_none);

        Assert.Equal(CommandAnswers.SignalKnown, again);
        Assert.Equal("\"bonn 2 abc 5\"", await OutputAsync(host, run));
    }

    [Theory, CombinatorialStores]
    public async Task A_reply_that_was_given_under_the_former_id_is_found_under_the_new_one(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId run;
        await using (var before = await Host(store, Inquiry.Registration).StartAsync())
        {
            run = (await before.Client.StartAsync(Inquiry.Start(2), cancellationToken: s_none)).RunId;
            Assert.Equal("old a", await before.Client.RequestAsync(run, Inquiry.Signals.Asked, "a", "k", cancellationToken: s_none));
        }
        await using var host = await Host(store, Advice.Registration).StartAsync();

        var again = await host.Client.RequestAsync(run, Advice.Signals.Wanted, "x", "k", cancellationToken: s_none);
        var next = await host.Client.RequestAsync(run, Advice.Signals.Wanted, "b", "l", cancellationToken: s_none);

        Assert.Equal(("old a", "new b"), (again, next));
        Assert.Equal("\"ab\"", await OutputAsync(host, run));
    }

    [Theory, CombinatorialStores]
    public async Task A_request_that_waits_under_the_former_id_is_answered_for_both(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = Host(store, Advice.Registration);
        var run = (await host.Client.StartAsync(Advice.Start(1), cancellationToken: s_none)).RunId;
        var old = host.Client.RequestAsync(run, Inquiry.Signals.Asked, "a", "k", cancellationToken: s_none);

        await host.StartAsync();
        var renamed = await host.Client.RequestAsync(run, Advice.Signals.Wanted, "x", "k", cancellationToken: s_none);

        Assert.Equal(("new a", "new a"), (await old, renamed));
        Assert.Equal("\"a\"", await OutputAsync(host, run));
    }

    [Theory, CombinatorialStores]
    public async Task A_reply_that_was_given_under_the_new_id_is_found_under_the_former_one(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await Host(store, Advice.Registration).StartAsync();
        var run = (await host.Client.StartAsync(Advice.Start(1), cancellationToken: s_none)).RunId;

        var renamed = await host.Client.RequestAsync(run, Advice.Signals.Wanted, "a", "k", cancellationToken: s_none);
        var old = await host.Client.RequestAsync(run, Inquiry.Signals.Asked, "x", "k", cancellationToken: s_none);

        Assert.Equal(("new a", "new a"), (renamed, old));
        Assert.Equal("\"a\"", await OutputAsync(host, run));
    }

    private static async Task<string> OutputAsync(EngineHost host, RunId run)
    {
        await host.StartAsync();
        return System.Text.Encoding.UTF8.GetString((await host.EndOfAsync(run)).Output.Span);
    }

    private static EngineHost Host(TestStore store, WorkflowRegistration workflow)
        => new(b => { b.Add(workflow); b.Services.AddSingleton(new Ledger()); }, store.Store, store.Time, Patient.Lease);
}
