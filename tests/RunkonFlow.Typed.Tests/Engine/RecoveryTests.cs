using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Tests.Engine;

public sealed class RecoveryTests
{
    [Fact]
    public async Task BUG_12_a_graceful_stop_frees_the_run_at_once_and_another_worker_goes_on()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = true;
        var flow = new ScriptedFlow(
            "moved",
            ScriptedOperation.Step("one", () => 1),
            ScriptedOperation.Step("two", async (_, token) =>
            {
                if (!isFirst) return 2;
                isFirst = false;
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }));
        var first = await EngineHost.StartAsync(flow.Register);
        var handle = await first.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);
        await begun.Task;

        await first.StopAsync();
        var released = await first.Store.GetRunAsync(handle.RunId, TestContext.Current.CancellationToken);
        await using var second = await new EngineHost(flow.Register, first.Store, first.Time).StartAsync();
        var run = await second.EndOfAsync(handle.RunId);
        await first.DisposeAsync();

        Assert.Equal((RunStatus.NeedsResume, null), (released!.Status, released.Owner));
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("3", System.Text.Encoding.UTF8.GetString(run.Output.Span));
        Assert.Equal(["one", "two"], (await second.StepsOfAsync(run.Id)).Select(s => s.NodeId));
    }

    [Fact]
    public async Task An_attempt_found_running_is_closed_as_interrupted_and_the_next_one_follows()
    {
        var flow = new ScriptedFlow("lost", ScriptedOperation.Step("one", () => 1), ScriptedOperation.Step("two", () => 2));
        var host = new EngineHost(flow.Register);
        var run = await LeaveRunningAsync(host, flow);

        await host.StartAsync();
        var ended = await host.EndOfAsync(run);
        var steps = await host.StepsOfAsync(run);
        await host.DisposeAsync();

        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.Equal([("one", 1, StepStatus.Completed), ("two", 1, StepStatus.Failed), ("two", 2, StepStatus.Completed)], steps.Select(s => (s.NodeId, s.Attempt, s.Status)));
        Assert.Equal("Interrupted", steps[1].ErrorType);
    }

    [Fact]
    public async Task An_at_most_once_attempt_found_running_fails_as_outcome_unknown_and_is_never_repeated()
    {
        var calls = 0;
        var flow = new ScriptedFlow(
            "once", ScriptedOperation.Step("one", () => 1), ScriptedOperation.Step("two", (_, _) => new(++calls), atMostOnce: true));
        var host = new EngineHost(flow.Register);
        var run = await LeaveRunningAsync(host, flow);

        await host.StartAsync();
        var ended = await host.EndOfAsync(run);
        var steps = await host.StepsOfAsync(run);
        await host.DisposeAsync();

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Equal(0, calls);
        Assert.Equal("OutcomeUnknown", steps[1].ErrorType);
    }

    /// <summary>A run whose worker died in its second step: claimed, committed once, never heard of again.</summary>
    private static async Task<RunId> LeaveRunningAsync(EngineHost host, ScriptedFlow flow)
    {
        var token = TestContext.Current.CancellationToken;
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: token);
        await host.Store.InitializeAsync(token);
        await host.Store.RegisterWorkerAsync(new("dead", "test", TimeSpan.FromSeconds(30)), token);
        var claim = new ClaimedRun();
        var claimed = await host.Store.ClaimRunsAsync(new() { Worker = "dead", Max = 1, Workflows = [new(flow.Definition.Id, 1, "scripted")] }, [claim], token);
        Assert.Equal(1, claimed.Count);
        var commit = new RunCommit
        {
            RunId = claim.RunId,
            Generation = claim.Generation,
            Sequence = claim.Sequence,
            Status = RunStatus.Running,
            Frame = """{"position":2,"sum":1}"""u8.ToArray(),
            Shape = "scripted",
        };
        var now = host.Time.GetUtcNow();
        commit.Steps.Add(new() { NodeId = "one", StepName = "one", Role = "step", Attempt = 1, Position = 1, Status = StepStatus.Completed, StartedAt = now, EndedAt = now });
        commit.Steps.Add(new() { NodeId = "two", StepName = "two", Role = "step", Attempt = 1, Position = 2, Status = StepStatus.Running, StartedAt = now });
        Assert.Equal(CommitOutcome.Applied, (await host.Store.CommitAsync(commit, token)).Outcome);
        return handle.RunId;
    }
}
