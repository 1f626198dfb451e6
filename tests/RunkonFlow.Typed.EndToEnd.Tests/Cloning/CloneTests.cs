using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd.Cloning;

/// <summary>A process that was cloned while it executed a run, as a snapshot of a virtual machine that is started beside the original.</summary>
public sealed class CloneTests
{
    [Theory, CombinatorialStores]
    public Task Of_two_clones_one_result_is_accepted_and_the_run_goes_on(StoreKind kind) => ContendAsync(kind, loserRenewsFirst: false);

    [Theory, CombinatorialStores]
    public Task A_clone_whose_result_was_refused_and_that_renews_the_lease_first_gives_it_up_and_the_run_goes_on(StoreKind kind)
        => ContendAsync(kind, loserRenewsFirst: true);

    [Theory, CombinatorialStores]
    public async Task A_run_that_a_clone_wrote_before_it_was_gone_is_taken_up_again(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var clone = new VanishedClone(store.Store);
        await using var host = await StartAsync("it", clone, store, static (_, _) => Task.CompletedTask);

        var ended = await host.RunAsync(Witness.Start("it", TimeSpan.Zero));

        Assert.Equal((RunStatus.Completed, 2L), (ended.Status, ended.Generation));
        Assert.Equal("it it", JsonSerializer.Deserialize<string>(ended.Output.Span));
        Assert.Equal(CommitOutcome.Fenced, clone.Refused!.Value.Outcome);
        Assert.Contains(host.Logs.Errors, text => text.Contains($"Run {ended.Id} stands under worker {clone.Token}", StringComparison.Ordinal));
    }

    [Theory, CombinatorialStores]
    public async Task The_runs_of_a_worker_whose_clone_renews_their_lease_do_not_wait_for_the_clones_end(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var attempts = 0;
        var clone = new RenewingClone(store.Store, () => Volatile.Read(ref attempts) > 0);
        await using var host = await StartAsync(
            "it", clone, store, (_, token) => Interlocked.Increment(ref attempts) > 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token));

        var ended = await host.RunAsync(Witness.Start("it", TimeSpan.Zero));

        Assert.Equal((RunStatus.Completed, 2L), (ended.Status, ended.Generation));
        Assert.Contains(host.Logs.Errors, text => text.Contains($"Worker {clone.Lease!.Token} has lost its lease", StringComparison.Ordinal));
        Assert.Null(await store.Store.HeartbeatAsync(clone.Lease!, TimeSpan.FromDays(1), TestContext.Current.CancellationToken));
    }

    private static async Task ContendAsync(StoreKind kind, bool loserRenewsFirst)
    {
        await using var store = new TestStore(kind);
        var scene = new CloneScene(loserRenewsFirst);
        var (one, other) = (new ClonePersistence(store.Store, scene, isOriginal: true), new ClonePersistence(store.Again(), scene, isOriginal: false));
        await using var oneHost = await StartAsync("one", one, store, scene.SignAsync);
        var handle = await oneHost.Client.StartAsync(Witness.Start("it", TimeSpan.Zero), cancellationToken: TestContext.Current.CancellationToken);
        await using var otherHost = await StartAsync("other", other, store, scene.SignAsync);

        var loser = await scene.Loser.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var ended = await oneHost.EndOfAsync(handle.RunId);
        var leases = await Task.WhenAll(scene.Lease, one.OwnLease, other.OwnLease).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        var winner = loser == one ? "other" : "one";
        Assert.StartsWith($"{winner} ", JsonSerializer.Deserialize<string>(ended.Output.Span), StringComparison.Ordinal);
        Assert.Equal((0, 0), (loser.AppliedAfterFence, (loser == one ? other : one).AppliedAfterFence));
        Assert.Equal(2, ended.Generation);
        Assert.Equal(2, (await oneHost.StepsOfAsync(handle.RunId)).Count(step => step.Role == "step" && step.Status == StepStatus.Completed));
        Assert.Equal(3, leases.Select(lease => lease.Token).Distinct().Count());
    }

    private static Task<EngineHost> StartAsync(
        string name, IWorkflowPersistence persistence, TestStore store, Func<string, CancellationToken, Task> sign)
        => new EngineHost(
            builder =>
            {
                builder.Add(Witness.Registration);
                builder.Services.AddSingleton(new Signature(name, sign));
            },
            persistence, store.Time, Patient.Lease).StartAsync();
}
