using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A worker whose clock is a day off: leases stand on the store's clock, so only delays may change.</summary>
public sealed class WrongClockTests
{
    private const int Runs = 12;

    private readonly ConcurrentQueue<string> _signed = new();

    [Theory, CombinatorialStores]
    public Task A_worker_whose_clock_is_a_day_ahead_owns_no_run_that_another_owns(StoreKind kind) => WorkTogetherAsync(kind, TimeSpan.FromDays(1));

    [Theory, CombinatorialStores]
    public Task A_worker_whose_clock_is_a_day_behind_owns_no_run_that_another_owns(StoreKind kind) => WorkTogetherAsync(kind, TimeSpan.FromDays(-1));

    private async Task WorkTogetherAsync(StoreKind kind, TimeSpan off)
    {
        await using var store = new TestStore(kind);
        var wrong = new FakeTimeProvider(store.Time.GetUtcNow() + off);
        await using var right = await StartAsync("right", store.Store, store.Time);
        await using var other = await StartAsync("wrong", store.Again(), wrong);

        var ids = new List<RunId>();
        for (var i = 0; i < Runs; i++)
            ids.Add((await right.Client.StartAsync(Witness.Start($"{i}", TimeSpan.FromSeconds(30)), cancellationToken: TestContext.Current.CancellationToken)).RunId);
        var ended = new List<WorkflowRun>();
        foreach (var id in ids) ended.Add(await right.EndOfAsync(id));

        Assert.All(ended, run => Assert.Equal(RunStatus.Completed, run.Status));
        // Each step was executed once, so nobody took over what another was at.
        Assert.Equal(
            Enumerable.Range(0, Runs).SelectMany(i => new[] { $"{i} first", $"{i} second" }).Order(StringComparer.Ordinal), _signed.Order(StringComparer.Ordinal));
        Assert.All(ended, run => Assert.InRange(run.Generation, 1, 2));
        foreach (var run in ended)
            Assert.DoesNotContain(await right.Store.GetEventsAsync(run.Id, cancellationToken: TestContext.Current.CancellationToken), one => one.Kind == "run-interrupted");
        Assert.All(ended, run => Assert.True(run.EndedAt - run.CreatedAt >= TimeSpan.FromSeconds(30), "the delay was cut short"));
        Assert.Empty(right.Logs.Errors.Concat(other.Logs.Errors));
    }

    private Task<EngineHost> StartAsync(string name, IWorkflowPersistence persistence, FakeTimeProvider time)
        => new EngineHost(
            builder =>
            {
                builder.Add(Witness.Registration);
                builder.Services.AddSingleton(new Signature(name, (what, _) =>
                {
                    _signed.Enqueue(what);
                    return Task.CompletedTask;
                }));
            },
            persistence, time,
            // Less than the clock is off: measured by the wrong clock, every lease of the other would be over.
            options => options.LeaseTimeToLive = TimeSpan.FromHours(12)).StartAsync();
}
