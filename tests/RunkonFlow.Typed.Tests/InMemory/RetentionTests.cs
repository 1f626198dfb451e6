using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.Tests.InMemory;

public sealed class RetentionTests
{
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private InMemoryPersistence Store(int retain) => new(_time, new() { RetainFinishedRuns = retain });

    private NewRun NewRun() => new() { Id = RunId.New(_time), WorkflowName = "order" };

    private static Command Cancel() => new(Guid.NewGuid(), "ann");

    private async Task<RunId> EndedAsync(InMemoryPersistence store, NewRun? run = null)
    {
        var id = (await store.CreateRunAsync(run ?? NewRun())).Run.Id;
        await store.RequestCancelAsync(id, Cancel());
        return id;
    }

    [Fact]
    public async Task Runs_that_ended_first_are_forgotten_first()
    {
        var store = Store(retain: 2);
        var ended = new List<RunId>();
        for (var i = 0; i < 4; i++) ended.Add(await EndedAsync(store));

        Assert.Null(await store.GetRunAsync(ended[0]));
        Assert.Null(await store.GetRunAsync(ended[1]));
        Assert.NotNull(await store.GetRunAsync(ended[2]));
        Assert.NotNull(await store.GetRunAsync(ended[3]));
    }

    [Fact]
    public async Task Active_and_parked_runs_are_never_forgotten()
    {
        var store = Store(retain: 0);
        var active = (await store.CreateRunAsync(NewRun())).Run.Id;
        for (var i = 0; i < 10; i++) await EndedAsync(store);

        Assert.Equal(active, Assert.Single((await store.ListRunsAsync(new() { IncludeEnded = true })).Runs).Id);
    }

    [Fact]
    public async Task A_tree_is_forgotten_only_as_a_whole()
    {
        var store = Store(retain: 1);
        var parent = (await store.CreateRunAsync(NewRun())).Run.Id;
        var child = await EndedAsync(store, NewRun() with { ParentWorkflowRunId = parent });
        for (var i = 0; i < 5; i++) await EndedAsync(store);
        Assert.NotNull(await store.GetRunAsync(child));

        await store.RequestCancelAsync(parent, Cancel());
        // The tree that ended last stays, though it is larger than what is kept.
        Assert.NotNull(await store.GetRunAsync(child));
        await EndedAsync(store);
        Assert.Null(await store.GetRunAsync(child));
        Assert.Null(await store.GetRunAsync(parent));
    }

    [Fact]
    public async Task A_forgotten_runs_place_starts_empty_for_the_next()
    {
        var store = Store(retain: 0);
        var first = await store.CreateRunAsync(NewRun() with { Key = "k", Tags = ["old"], Input = "1"u8.ToArray(), Priority = 3 });
        var lease = await store.AcquireLeaseAsync(first.Run.Id, "host", TimeSpan.FromMinutes(1));
        var fence = new RunFence(first.Run.Id, lease.Generation!.Value);
        await store.UpdateRunStatusAsync(first.Run.Id, fence, RunStatus.Running);
        var step = await store.InsertStepAsync(fence, new() { StepName = "a", Role = "gate", RetryCount = 0 });
        await store.InsertFanOutItemAsync(fence, step, new("file", "x", "x", new Dictionary<string, string>()));
        await store.SignalAsync(first.Run.Id, Cancel(), new("s", "1"u8.ToArray()));
        await store.UpdateRunStatusAsync(first.Run.Id, fence, RunStatus.Failed, "sum", "boom");
        Assert.Null(await store.GetRunAsync(first.Run.Id));

        var (next, existed) = await store.CreateRunAsync(NewRun() with { Key = "k" });

        Assert.False(existed);
        Assert.Equal(
            (RunStatus.Pending, 0L, 0L, null, null, null, null, 0),
            (next.Status, next.Generation, next.Sequence, next.Error, next.ResultSummary, next.StartedAt, next.EndedAt, next.Input.Length));
        Assert.Empty(next.Tags);
        Assert.Empty(await store.GetStepsAsync(next.Id));
        Assert.Empty(await store.GetSignalsAsync(next.Id));
        Assert.Empty(await store.GetAuditAsync(next.Id));
        Assert.Empty(await store.GetFanOutItemsAsync(step));
        Assert.Equal(["run-created"], (await store.GetEventsAsync(next.Id)).Select(one => one.Kind));
        Assert.IsType<GateApprovalState.Pending>(await store.GetGateApprovalAsync(step));
    }

    [Fact]
    public void A_negative_number_to_retain_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Store(retain: -1));
}
