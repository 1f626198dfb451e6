using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Tests.Engine;

public sealed class StepExecutionTests
{
    private static readonly RetryPolicy s_threeAttempts = new([new() { MaxAttempts = 3, Delay = TimeSpan.FromSeconds(10), Jitter = false }]);

    [Fact]
    public async Task Steps_run_in_order_and_the_result_is_the_flows()
    {
        var flow = new ScriptedFlow("linear", ScriptedOperation.Step("one", () => 1), ScriptedOperation.Step("two", () => 2), ScriptedOperation.Step("three", () => 3));
        await using var host = await EngineHost.StartAsync(flow.Register);

        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);
        var result = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(6, result);
        var steps = await host.StepsOfAsync(handle.RunId);
        Assert.Equal(["one", "two", "three"], steps.Select(s => s.NodeId));
        Assert.All(steps, s => Assert.Equal(StepStatus.Completed, s.Status));
        Assert.Equal([1, 2, 3], steps.Select(s => s.Position));
        Assert.Empty(host.Logs.Errors);
    }

    [Fact]
    public async Task A_run_of_ten_steps_is_ten_commits()
    {
        var flow = new ScriptedFlow("ten", [.. Enumerable.Range(1, 10).Select(i => ScriptedOperation.Step($"s{i}", () => i))]);
        await using var host = await EngineHost.StartAsync(flow.Register);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(10, run.Sequence);
        Assert.Equal("55", System.Text.Encoding.UTF8.GetString(run.Output.Span));
    }

    [Fact]
    public async Task A_failed_attempt_is_repeated_after_its_pause_and_each_attempt_has_a_row()
    {
        var attempts = new List<int>();
        var flow = new ScriptedFlow("flaky", ScriptedOperation.Step("flaky", (step, _) =>
        {
            attempts.Add(step.Attempt);
            return step.Attempt < 3 ? throw new InvalidOperationException("not yet") : new(7);
        }, s_threeAttempts));
        await using var host = await EngineHost.StartAsync(flow.Register);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal([1, 2, 3], attempts);
        var steps = await host.StepsOfAsync(run.Id);
        Assert.Equal([StepStatus.Failed, StepStatus.Failed, StepStatus.Completed], steps.Select(s => s.Status));
        Assert.Equal("not yet", steps[0].StepError);
        Assert.True(steps[1].StartedAt - steps[0].EndedAt >= TimeSpan.FromSeconds(10));
        Assert.True(steps[2].StartedAt - steps[1].EndedAt >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Exhausted_attempts_fail_the_run_with_step_attempts_and_error()
    {
        var flow = new ScriptedFlow("broken", ScriptedOperation.Step("broken", (_, _) => throw new InvalidOperationException("never"), s_threeAttempts));
        await using var host = await EngineHost.StartAsync(flow.Register);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal("never", run.Error);
        var json = new System.Text.Json.Utf8JsonReader(run.Failure.Span);
        json.Read();
        var failure = Failure.Read(ref json);
        Assert.Equal(("broken", 3, "System.InvalidOperationException"), (failure.StepId, failure.Attempts, failure.Type));
    }

    [Fact]
    public async Task BUG_05_a_timeout_cancels_the_body_counts_as_an_attempt_and_is_retried()
    {
        var flow = new ScriptedFlow("slow", ScriptedOperation.Step("slow", async (step, token) =>
        {
            if (step.Attempt == 1) await Task.Delay(Timeout.Infinite, token);
            return 5;
        }, s_threeAttempts, timeout: TimeSpan.FromSeconds(2)));
        await using var host = await EngineHost.StartAsync(flow.Register);

        var run = await host.RunAsync(flow.Start());

        Assert.Equal(RunStatus.Completed, run.Status);
        var steps = await host.StepsOfAsync(run.Id);
        Assert.Equal([StepStatus.TimedOut, StepStatus.Completed], steps.Select(s => s.Status));
    }

    [Fact]
    public async Task A_body_that_ignores_its_token_is_given_up_after_the_grace_and_its_late_result_is_dropped()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = new ScriptedFlow("deaf", ScriptedOperation.Step(
            "deaf", (step, _) => step.Attempt == 1 ? new(gate.Task) : new(5), s_threeAttempts, timeout: TimeSpan.FromSeconds(2)));
        await using var host = await EngineHost.StartAsync(flow.Register);

        var run = await host.RunAsync(flow.Start());
        gate.SetResult(1000);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("5", System.Text.Encoding.UTF8.GetString(run.Output.Span));
    }

    [Fact]
    public async Task A_timer_parks_the_run_and_its_deadline_is_kept()
    {
        var flow = new ScriptedFlow("patient", ScriptedOperation.Step("before", () => 1), ScriptedOperation.Delay("delay", TimeSpan.FromMinutes(5)), ScriptedOperation.Step("after", () => 2));
        await using var host = await EngineHost.StartAsync(flow.Register);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);

        var parked = await host.UntilAsync(handle.RunId, r => r.Status == RunStatus.Waiting);
        var ended = await host.EndOfAsync(handle.RunId);

        Assert.Null(parked.Owner);
        Assert.NotNull(parked.DueAt);
        Assert.Equal(RunStatus.Completed, ended.Status);
        var timer = (await host.StepsOfAsync(handle.RunId))[1];
        Assert.Equal(("timer", StepStatus.Completed), (timer.Role, timer.Status));
        Assert.True(timer.EndedAt - timer.StartedAt >= TimeSpan.FromMinutes(5));
    }
}
