using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Tests.Engine;

/// <summary>The engine over a store: what it must leave there, whichever it is. Derive one class per store.</summary>
public abstract class EngineConformance : IAsyncLifetime
{
    private static readonly RetryPolicy s_threeAttempts = new([new() { MaxAttempts = 3, Delay = TimeSpan.FromSeconds(1), Jitter = false }]);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private IWorkflowPersistence? _store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes an empty store on a clock.</summary>
    protected abstract IWorkflowPersistence Create(TimeProvider time);

    /// <summary>Ends the store after a test.</summary>
    protected virtual ValueTask CloseAsync(IWorkflowPersistence store) => default;

    public async ValueTask InitializeAsync()
    {
        _store = Create(_time);
        await _store.InitializeAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await CloseAsync(_store);
        GC.SuppressFinalize(this);
    }

    private async Task<EngineHost> HostAsync(ScriptedFlow flow) => await new EngineHost(flow.Register, _store, _time).StartAsync();

    private async Task<string[]> EventsAsync(RunId run) => [.. (await _store!.GetEventsAsync(run, cancellationToken: Token)).Select(one => one.Kind)];

    [Fact]
    public async Task A_run_leaves_its_rows_result_and_events()
    {
        var flow = new ScriptedFlow("plain", ScriptedOperation.Step("one", () => 1), ScriptedOperation.Step("two", () => 2));
        await using var host = await HostAsync(flow);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal((RunStatus.Completed, "3", null), (run.Status, System.Text.Encoding.UTF8.GetString(run.Output.Span), run.Owner));
        Assert.Equal([("one", 1, 1), ("two", 1, 2)], (await host.StepsOfAsync(run.Id)).Select(step => (step.NodeId, step.Attempt, step.Position)));
        Assert.All(await host.StepsOfAsync(run.Id), step => Assert.Equal(StepStatus.Completed, step.Status));
        var events = await EventsAsync(run.Id);
        Assert.Equal(("run-created", "run-started", "run-completed"), (events[0], events[1], events[^1]));
        Assert.Equal(2, events.Count(kind => kind == "step-completed"));
    }

    [Fact]
    public async Task What_a_run_has_returned_is_handed_to_who_waits_in_its_process_without_asking_the_store()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = new ScriptedFlow("handed", ScriptedOperation.Step("one", async (_, _) =>
        {
            begun.TrySetResult();
            await goOn.Task;
            return 7;
        }));
        var store = new ReadCounter(_store!);
        await using var host = await new EngineHost(flow.Register, store, _time).StartAsync();
        var run = await host.Client.StartAsync(flow.Start(), cancellationToken: Token);
        await begun.Task.WaitAsync(Token);

        var results = new[] { run.ResultAsync(Token).AsTask(), host.Client.Handle<int>(flow.Registration, run.RunId).ResultAsync(Token).AsTask() };
        var reads = store.Reads;
        goOn.SetResult();

        foreach (var result in await Task.WhenAll(results)) Assert.Equal(7, result);
        Assert.Equal(reads, store.Reads);
        Assert.Equal(RunStatus.Completed, (await _store!.GetRunAsync(run.RunId, Token))!.Status);
    }

    [Fact]
    public async Task Who_waits_in_its_process_is_told_that_a_run_has_failed_and_how()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = new ScriptedFlow("broken", ScriptedOperation.Step("one", async (_, _) =>
        {
            await goOn.Task;
            throw new InvalidOperationException("boom");
        }));
        await using var host = await HostAsync(flow);
        var run = await host.Client.StartAsync(flow.Start(), cancellationToken: Token);

        var result = run.ResultAsync(Token).AsTask();
        goOn.SetResult();

        Assert.Equal("boom", (await Assert.ThrowsAsync<Client.WorkflowFailedException>(() => result)).Failure.Message);
    }

    [Fact]
    public async Task Failed_attempts_are_rows_and_the_last_one_decides()
    {
        var flow = new ScriptedFlow("flaky", ScriptedOperation.Step(
            "flaky", (step, _) => step.Attempt < 3 ? throw new InvalidOperationException($"attempt {step.Attempt}") : new(7), s_threeAttempts));
        await using var host = await HostAsync(flow);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(
            [(1, StepStatus.Failed, "attempt 1"), (2, StepStatus.Failed, "attempt 2"), (3, StepStatus.Completed, null)],
            (await host.StepsOfAsync(run.Id)).Select(step => (step.Attempt, step.Status, step.StepError)));
    }

    [Fact]
    public async Task A_failing_run_runs_its_finalizer_and_fails()
    {
        var flow = new ScriptedFlow(
            "broken",
            ScriptedOperation.Step("broken", (_, _) => throw new InvalidOperationException("boom")),
            ScriptedOperation.Step("never", () => 1),
            ScriptedOperation.Step("clean", (_, _) => new(0), isFinalizer: true));
        await using var host = await HostAsync(flow);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal((RunStatus.Failed, "boom"), (run.Status, run.Error));
        Assert.Equal(
            [("broken", StepStatus.Failed), ("clean", StepStatus.Completed)], (await host.StepsOfAsync(run.Id)).Select(step => (step.NodeId, step.Status)));
    }

    [Fact]
    public async Task A_timer_parks_the_run_and_its_due_time_wakes_it()
    {
        var flow = new ScriptedFlow("patient", ScriptedOperation.Delay("delay", TimeSpan.FromMinutes(3)), ScriptedOperation.Step("after", () => 2));
        await using var host = await HostAsync(flow);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal(RunStatus.Completed, run.Status);
        var timer = (await host.StepsOfAsync(run.Id))[0];
        Assert.True(timer.EndedAt - timer.StartedAt >= TimeSpan.FromMinutes(3));
        Assert.Contains("run-waiting", await EventsAsync(run.Id));
    }

    [Fact]
    public async Task A_parked_run_is_cancelled_with_its_finalizer()
    {
        var flow = new ScriptedFlow(
            "parked", ScriptedOperation.Delay("delay", TimeSpan.FromDays(300)), ScriptedOperation.Step("clean", (_, _) => new(0), isFinalizer: true));
        await using var host = await HostAsync(flow);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: Token);
        await host.UntilAsync(handle.RunId, run => run.Status == RunStatus.Waiting);

        await host.Client.CancelAsync(handle.RunId, "enough", cancellationToken: Token);
        var run = await host.EndOfAsync(handle.RunId);

        Assert.Equal((RunStatus.Cancelled, "enough"), (run.Status, run.CancelRequest!.Reason));
        Assert.Equal(
            [("delay", StepStatus.Cancelled), ("clean", StepStatus.Completed)], (await host.StepsOfAsync(run.Id)).Select(step => (step.NodeId, step.Status)));
        Assert.Equal("run-cancelled", (await EventsAsync(run.Id))[^1]);
    }

    [Fact]
    public async Task A_paused_run_stands_still_until_it_is_resumed()
    {
        var flow = new ScriptedFlow("paused", ScriptedOperation.Delay("delay", TimeSpan.FromDays(300)), ScriptedOperation.Step("after", () => 2));
        await using var host = await HostAsync(flow);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: Token);
        await host.UntilAsync(handle.RunId, run => run.Status == RunStatus.Waiting);

        await host.Client.PauseAsync(handle.RunId, cancellationToken: Token);
        var paused = await host.UntilAsync(handle.RunId, run => run.Status == RunStatus.Suspended);
        await host.Client.ResumeAsync(handle.RunId, cancellationToken: Token);
        var resumed = await host.UntilAsync(handle.RunId, run => run.Status == RunStatus.Waiting);

        Assert.Equal(SuspendReason.Paused, paused.SuspendReason);
        Assert.Equal((await host.StepsOfAsync(handle.RunId))[0].DueAt, resumed.DueAt);
        await host.Client.CancelAsync(handle.RunId, cancellationToken: Token);
        await host.EndOfAsync(handle.RunId);
    }

    [Fact]
    public async Task An_attempt_of_a_worker_that_died_is_closed_and_the_next_follows()
    {
        var flow = new ScriptedFlow("lost", ScriptedOperation.Step("one", () => 1));
        var host = new EngineHost(flow.Register, _store, _time);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: Token);
        await BeginAndDieAsync(flow);

        await host.StartAsync();
        var run = await host.EndOfAsync(handle.RunId);
        var steps = await host.StepsOfAsync(run.Id);
        await host.DisposeAsync();

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal([(1, StepStatus.Failed, "Interrupted"), (2, StepStatus.Completed, null)], steps.Select(step => (step.Attempt, step.Status, step.ErrorType)));
    }

    private async Task BeginAndDieAsync(ScriptedFlow flow)
    {
        await _store!.RegisterWorkerAsync(new("dead", "test", TimeSpan.FromSeconds(30)), Token);
        var claim = new ClaimedRun();
        await _store.ClaimRunsAsync(new() { Worker = "dead", Max = 1, Workflows = [new(flow.Definition.Id, 1, "scripted")] }, [claim], Token);
        var commit = new RunCommit
        {
            RunId = claim.RunId,
            Generation = claim.Generation,
            Sequence = claim.Sequence,
            Status = RunStatus.Running,
            Frame = """{"position":1,"sum":0}"""u8.ToArray(),
            Shape = "scripted",
        };
        commit.Steps.Add(new() { NodeId = "one", StepName = "one", Role = "step", Attempt = 1, Position = 1, Status = StepStatus.Running });
        Assert.Equal(CommitOutcome.Applied, (await _store.CommitAsync(commit, Token)).Outcome);
    }

    [Fact]
    public async Task Two_workers_share_a_store_and_no_step_runs_twice()
    {
        const int Runs = 30;
        var calls = new ConcurrentDictionary<string, int>();
        ScriptedOperation Counted(string id) => ScriptedOperation.Step(id, (step, _) =>
        {
            calls.AddOrUpdate(step.IdempotencyKey, 1, (_, times) => times + 1);
            return new(1);
        });
        var flow = new ScriptedFlow("shared", Counted("a"), Counted("b"), Counted("c"));
        await using var first = await HostAsync(flow);
        await using var second = await HostAsync(flow);

        var handles = new List<RunId>();
        for (var i = 0; i < Runs; i++) handles.Add((await first.Client.StartAsync(flow.Start(), cancellationToken: Token)).RunId);
        foreach (var run in handles) Assert.Equal(RunStatus.Completed, (await second.EndOfAsync(run)).Status);

        Assert.Equal(Runs * 3, calls.Count);
        Assert.All(calls.Values, times => Assert.Equal(1, times));
    }

    /// <summary>Counts how often a run is read.</summary>
    private sealed class ReadCounter(IWorkflowPersistence inner) : ForwardingPersistence(inner)
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public override ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _reads);
            return base.GetRunAsync(id, cancellationToken);
        }
    }
}
