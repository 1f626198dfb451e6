using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class SavedProgressTests
{
    private readonly ImportWorld _world = new();

    [Theory, CombinatorialStores]
    public async Task The_next_attempt_goes_on_where_the_one_before_has_saved(StoreKind kind)
    {
        var failures = new HashSet<string> { "main1", "left1", "right0", "a1" };
        _world.OnPage = (source, page, _, _) =>
        {
            lock (failures) return failures.Remove($"{source}{page}") ? throw new IOException("lost") : Task.CompletedTask;
        };
        await using var store = new TestStore(kind);
        await using var host = await HostAsync(store);

        var run = await host.RunAsync(Import.Start(2, ["a", "b"]));

        Assert.Equal((RunStatus.Completed, "10"), (run.Status, System.Text.Encoding.UTF8.GetString(run.Output.Span)));
        Assert.Equal(
            ["a0", "a1", "a1", "b0", "b1", "left0", "left1", "left1", "main0", "main1", "main1", "right0", "right0", "right1"],
            _world.Fetched.Order());
        var main = (await host.StepsOfAsync(run.Id)).Where(row => row.NodeId == "fetch").ToList();
        Assert.Equal([(StepStatus.Failed, new StepProgress(1, 2)), (StepStatus.Completed, new StepProgress(2, 2))], main.Select(row => (row.Status, row.Progress!.Value)));
    }

    [Theory, CombinatorialStores]
    public async Task Another_worker_goes_on_where_a_dead_one_has_saved(StoreKind kind)
    {
        var reached = new TaskCompletionSource();
        var isAlone = true;
        _world.OnPage = async (source, page, _, ct) =>
        {
            if (!isAlone || (source, page) != ("main", 1)) return;
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        };
        await using var store = new TestStore(kind);
        var dying = new DyingPersistence(store.Store, diesAt: int.MaxValue, afterwards: false);
        await using var first = Host(dying, store);
        await first.StartAsync();
        var handle = await first.Client.StartAsync(Import.Start(2, []), cancellationToken: TestContext.Current.CancellationToken);
        await reached.Task;
        dying.Die();
        isAlone = false;
        await store.Store.RetireWorkerAsync(dying.Worker!, TestContext.Current.CancellationToken);

        await using var second = await HostAsync(store);
        var run = await second.EndOfAsync(handle.RunId);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["main0", "main1", "main1"], _world.Fetched.Where(one => one.StartsWith("main", StringComparison.Ordinal)));
    }

    [Theory, CombinatorialStores]
    public async Task A_retry_of_a_failed_run_goes_on_where_its_last_attempt_has_saved(StoreKind kind)
    {
        var isBroken = true;
        _world.OnPage = (source, page, _, _) => isBroken && (source, page) == ("main", 1) ? throw new IOException("lost") : Task.CompletedTask;
        await using var store = new TestStore(kind);
        await using var host = await HostAsync(store);
        var run = await host.RunAsync(Import.Start(2, []));
        Assert.Equal(RunStatus.Failed, run.Status);
        isBroken = false;
        _world.Fetched.Clear();

        await host.Client.RetryAsync(run.Id, cancellationToken: TestContext.Current.CancellationToken);
        var again = await host.UntilAsync(run.Id, static now => now.Status == RunStatus.Completed);

        Assert.Equal(RunStatus.Completed, again.Status);
        Assert.Equal(["main1"], _world.Fetched.Where(one => one.StartsWith("main", StringComparison.Ordinal)));
    }

    [Theory, CombinatorialStores]
    public async Task What_a_step_saves_is_gone_when_it_has_ended_well(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var watching = new WatchingPersistence(store.Store);
        await using var host = await HostAsync(store, watching);

        await host.RunAsync(Import.Start(2, ["a"]));

        Assert.Equal(["fetch", "left", "right", "shard"], watching.Saved.Select(one => one.Split(' ')[0].Split('/')[^1]).Distinct().Order());
        Assert.All(watching.Saved.GroupBy(one => one.Split(' ')[0]), static of => Assert.EndsWith("-", of.Last(), StringComparison.Ordinal));
    }

    [Theory, CombinatorialStores]
    public async Task The_row_shows_how_far_a_step_is_at_a_low_rate(StoreKind kind)
    {
        const int Calls = 500;
        var mayEnd = new TaskCompletionSource();
        var time = default(TimeProvider)!;
        _world.OnPage = async (source, _, step, ct) =>
        {
            if (source != "main") return;
            for (var i = 0; i < Calls; i++) step.Progress(i, 1000);
            await Task.Delay(TimeSpan.FromMinutes(30), time, ct);
            step.Progress(Calls, 1000);
            await mayEnd.Task;
        };
        await using var store = new TestStore(kind);
        time = store.Time;
        var watching = new WatchingPersistence(store.Store);
        await using var host = await new EngineHost(Register, watching, store.Time, static options => options.ProgressInterval = TimeSpan.FromMinutes(10)).StartAsync();

        var handle = await host.Client.StartAsync(Import.Start(1, []), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, _ => watching.Shown > 0);
        var rows = await host.Client.GetStepsAsync(handle.RunId, TestContext.Current.CancellationToken);
        mayEnd.SetResult();
        await host.EndOfAsync(handle.RunId);

        Assert.Equal((StepStatus.Running, 1000L), rows.Single() is var row ? (row.Status, row.Progress!.Value.Total) : default);
        Assert.InRange(watching.Shown, 1, 3);
    }

    [Theory, CombinatorialStores]
    public async Task A_step_that_saves_too_much_fails_and_says_so(StoreKind kind)
    {
        _world.OnPage = (_, page, step, _) => step.SaveAsync(new Imported(page, new string('x', 5000)), ImportJson.Default.Imported).AsTask();
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, static options => options.MaxPayloadBytes = 4096).StartAsync();

        var run = await host.RunAsync(Import.Start(1, []));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.StartsWith("What step 'fetch' saves is 5,", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_an_engine_nothing_is_saved()
    {
        var step = default(StepContext);

        await step.SaveAsync(new Imported(1, ""), ImportJson.Default.Imported);
        step.Progress(1, 2);

        Assert.False(step.TryGetSaved<Imported>(ImportJson.Default.Imported, out _));
        Assert.False(step.TryGetSaved<int>(out _));
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Import.Registration);
        builder.Services.AddSingleton(_world);
    }

    private EngineHost Host(IWorkflowPersistence seen, TestStore store) => new(Register, seen, store.Time);

    private async Task<EngineHost> HostAsync(TestStore store, IWorkflowPersistence? seen = null) => await Host(seen ?? store.Store, store).StartAsync();

    /// <summary>Notes what steps save and how often a row shows how far its step is.</summary>
    private sealed class WatchingPersistence(IWorkflowPersistence inner) : ForwardingPersistence(inner)
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _saved = [];
        private int _shown;

        public IReadOnlyList<string> Saved => [.. _saved];

        public int Shown => Volatile.Read(ref _shown);

        public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        {
            var saved = commit.Progress.Select(one => $"{one.NodeId} {(one.Json.IsEmpty ? "-" : "+")}").ToList();
            var shows = commit.Steps.Any(static row => row is { Status: StepStatus.Running, Progress: not null });
            var result = await base.CommitAsync(commit, cancellationToken);
            foreach (var one in saved) _saved.Enqueue(one);
            if (shows) Interlocked.Increment(ref _shown);
            return result;
        }
    }
}
