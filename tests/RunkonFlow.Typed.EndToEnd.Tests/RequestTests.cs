using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Signals that the flow answers.</summary>
public sealed class RequestTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_request_gets_its_typed_reply_and_the_same_one_when_it_is_repeated(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(HelpDesk.Start(2), cancellationToken: s_none);

        var reply = await host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("hello", 3), "a", cancellationToken: s_none);
        var again = await host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("changed", 4), "a", cancellationToken: s_none);
        var command = new CommandOptions { CommandId = Guid.NewGuid() };
        var second = await host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("bye", 5), options: command, cancellationToken: s_none);
        var ended = await run.ResultAsync(s_none);
        var late = await host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("bye", 5), options: command, cancellationToken: s_none);

        Assert.Equal(("HELLO", 3), (reply.Text, Assert.Single(reply.Weights)));
        Assert.Equal(["HELLO", "BYE", "BYE"], [again.Text, second.Text, late.Text]);
        Assert.Equal(2, ended);
        Assert.Equal(["hello", "bye"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_request_is_kept_over_a_restart_and_answered_by_another_worker(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        RunId id;
        Task<Reply> first;
        await using (var host = await StartAsync(store))
        {
            id = (await host.Client.StartAsync(HelpDesk.Start(1), cancellationToken: s_none)).RunId;
            first = host.Client.RequestAsync(id, HelpDesk.Signals.Asked, new("life", 42), "k", cancellationToken: s_none);
            await host.UntilAsync(id, r => r.Status == RunStatus.Waiting && r.BlockedOn == "delay");
        }
        await using var next = await StartAsync(store);
        next.Time.Advance(TimeSpan.FromDays(1));

        var elsewhere = await next.Client.RequestAsync(id, HelpDesk.Signals.Asked, new("life", 42), "k", cancellationToken: s_none);

        Assert.Equal("slept over life", elsewhere.Text);
        Assert.Equal([1, 2], (await first).Weights);
        Assert.Equal(["slept over life"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_that_ends_without_a_reply_refuses_the_request(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(HelpDesk.Start(1), cancellationToken: s_none);

        var refused = await Assert.ThrowsAsync<RequestNotAnsweredException>(
            () => host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("never", 99), "a", cancellationToken: s_none));
        var late = await Assert.ThrowsAsync<RequestNotAnsweredException>(
            () => host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("hello", 1), "b", cancellationToken: s_none));

        Assert.Equal((run.RunId, "asked", RunStatus.Completed), (refused.RunId, refused.Signal, refused.Status));
        Assert.Equal(RunStatus.Completed, late.Status);
        await Assert.ThrowsAsync<NotFoundException>(
            () => host.Client.RequestAsync(RunId.New(host.Time), HelpDesk.Signals.Asked, new("hello", 1), cancellationToken: s_none));
    }

    [Theory, CombinatorialStores]
    public async Task A_cancelled_run_refuses_the_request_that_it_holds(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(HelpDesk.Start(1), cancellationToken: s_none);
        var asked = host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("heavy", 99), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting && r.BlockedOn == "delay");

        await host.Client.CancelAsync(run.RunId, "closed", cancellationToken: s_none);

        Assert.Equal(RunStatus.Cancelled, (await Assert.ThrowsAsync<RequestNotAnsweredException>(() => asked)).Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_second_answer_is_a_fault_of_the_flow_and_the_first_one_stands(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(HelpDesk.Start(1), cancellationToken: s_none);

        var reply = await host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("twice", 99), "a", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal("once", reply.Text);
        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Contains("was answered before", ended.Error, StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task A_reply_that_is_too_large_is_a_fault_of_the_flow(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, static options => options.MaxPayloadBytes = 4096).StartAsync();
        var run = await host.Client.StartAsync(HelpDesk.Start(1), cancellationToken: s_none);

        var refused = await Assert.ThrowsAsync<RequestNotAnsweredException>(
            () => host.Client.RequestAsync(run.RunId, HelpDesk.Signals.Asked, new("at length", 99), "a", cancellationToken: s_none));

        Assert.Equal(RunStatus.Failed, refused.Status);
        Assert.StartsWith("The reply to 'asked' is 5,024 bytes of JSON, and at most 4,096 are kept", (await host.EndOfAsync(run.RunId)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_answered_in_a_flow_only()
    {
        var request = new Request<int, int>("asked", "k", 1);

        Assert.Throws<NoEngineException>(() => request.Reply(2));
        Assert.False(request.IsAnswered);
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(HelpDesk.Registration);
        builder.Services.AddSingleton(_ledger);
    }

    private async Task<EngineHost> StartAsync(TestStore store) => await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();
}
