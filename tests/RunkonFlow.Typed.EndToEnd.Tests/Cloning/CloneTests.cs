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
    public Task Of_two_clones_one_result_is_accepted_and_the_other_accepts_nothing_any_more(StoreKind kind) => ContendAsync(kind, loserRenewsFirst: false);

    [Theory, CombinatorialStores]
    public Task A_clone_whose_result_was_refused_and_that_renews_the_lease_first_accepts_nothing_either(StoreKind kind) => ContendAsync(kind, loserRenewsFirst: true);

    private static async Task ContendAsync(StoreKind kind, bool loserRenewsFirst)
    {
        await using var store = new TestStore(kind);
        var scene = new CloneScene(loserRenewsFirst);
        var (one, other) = (new ClonePersistence(store.Store, scene, isOriginal: true), new ClonePersistence(store.Again(), scene, isOriginal: false));
        await using var oneHost = await StartAsync("one", one, store, scene);
        var handle = await oneHost.Client.StartAsync(Witness.Start("it", TimeSpan.Zero), cancellationToken: TestContext.Current.CancellationToken);
        await using var otherHost = await StartAsync("other", other, store, scene);

        var loser = await scene.Loser.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        await scene.BothRenewed.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        // The lease is the loser's, and with it the run that it does not have: the run is free when the loser is gone.
        if (loserRenewsFirst) await (loser == one ? oneHost : otherHost).StopAsync();
        var ended = await oneHost.EndOfAsync(handle.RunId);

        var winner = loser == one ? "other" : "one";
        Assert.Equal($"{winner} {winner}", JsonSerializer.Deserialize<string>(ended.Output.Span));
        Assert.Equal([true, false], scene.Renewals);
        Assert.Equal((0, 0), (loser.AppliedAfterFence, (loser == one ? other : one).AppliedAfterFence));
        // Where the loser has the lease, the winner may still end what it alone has, or drop it first.
        Assert.InRange(ended.Generation, 1, loserRenewsFirst ? 2 : 1);
        Assert.Equal(2, (await oneHost.StepsOfAsync(handle.RunId)).Count(step => step.Role == "step" && step.Status == StepStatus.Completed));
    }

    private static Task<EngineHost> StartAsync(string name, IWorkflowPersistence persistence, TestStore store, CloneScene scene)
        => new EngineHost(
            builder =>
            {
                builder.Add(Witness.Registration);
                builder.Services.AddSingleton(new Signature(name, scene.SignAsync));
            },
            persistence, store.Time, Patient.Lease).StartAsync();
}
