using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>What a worker with nothing to do asks of its store.</summary>
public sealed class IdleWorkerTests
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_idle_worker_makes_one_call_per_poll(bool hasRunOfUnknownWorkflow)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var store = new CountingPersistence(new InMemoryPersistence(time));
        if (hasRunOfUnknownWorkflow) await store.CreateRunAsync(new() { Id = RunId.New(time), WorkflowName = "unknown" }, TestContext.Current.CancellationToken);
        await using var host = await new EngineHost(
            builder => builder.Add(Vigil.Registration), store, time,
            options => (options.PollInterval, options.HeartbeatInterval) = (s_poll, TimeSpan.FromHours(12))).StartAsync();
        await PollsAsync(store, 3);
        var (begun, before) = (time.GetUtcNow(), store.Calls.ToDictionary());

        await PollsAsync(store, before["claim"] + 10);

        var (after, polls) = (store.Calls.ToDictionary(), (time.GetUtcNow() - begun) / s_poll);
        Assert.InRange(after["claim"] - before["claim"], 10, polls + 1);
        Assert.Equal(before.Where(call => call.Key is not "claim"), after.Where(call => call.Key is not "claim"));
    }

    private static async Task PollsAsync(CountingPersistence store, int claims)
    {
        while (store.Calls.GetValueOrDefault("claim") < claims) await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
