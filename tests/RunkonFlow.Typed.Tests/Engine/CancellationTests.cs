using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Tests.Engine;

public sealed class CancellationTests
{
    [Fact]
    public async Task A_running_step_is_cancelled_finalizers_run_and_the_reason_is_kept()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cleaned = false;
        var flow = new ScriptedFlow(
            "long",
            ScriptedOperation.Step("long", async (_, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return 1;
            }),
            ScriptedOperation.Step("never", () => throw new InvalidOperationException("ran after a cancel")),
            ScriptedOperation.Step("clean", (_, _) =>
            {
                cleaned = true;
                return new(0);
            }, isFinalizer: true));
        await using var host = await EngineHost.StartAsync(flow.Register);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);
        await begun.Task;

        var answer = await host.Client.CancelAsync(handle.RunId, "changed my mind", cancellationToken: TestContext.Current.CancellationToken);
        var run = await host.EndOfAsync(handle.RunId);

        Assert.Equal(CommandOutcome.Accepted, answer.Outcome);
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Equal("changed my mind", run.CancelRequest?.Reason);
        Assert.True(cleaned);
        Assert.Equal([StepStatus.Cancelled, StepStatus.Completed], (await host.StepsOfAsync(run.Id)).Select(s => s.Status));
    }

    [Fact]
    public async Task BUG_13_a_parked_run_is_cancelled_with_its_finalizers()
    {
        var cleaned = false;
        var flow = new ScriptedFlow(
            "parked",
            ScriptedOperation.Delay("delay", TimeSpan.FromDays(300)),
            ScriptedOperation.Step("clean", (_, _) =>
            {
                cleaned = true;
                return new(0);
            }, isFinalizer: true));
        await using var host = await EngineHost.StartAsync(flow.Register);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, r => r.Status == RunStatus.Waiting);

        await host.Client.CancelAsync(handle.RunId, cancellationToken: TestContext.Current.CancellationToken);
        var run = await host.EndOfAsync(handle.RunId);

        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.True(cleaned);
    }

    [Fact]
    public async Task A_finalizer_that_fails_under_a_cancel_is_recorded_and_the_run_is_cancelled()
    {
        var flow = new ScriptedFlow(
            "parked",
            ScriptedOperation.Delay("delay", TimeSpan.FromDays(300)),
            ScriptedOperation.Step("clean", (_, _) => throw new InvalidOperationException("cannot clean"), isFinalizer: true));
        await using var host = await EngineHost.StartAsync(flow.Register);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);
        await host.UntilAsync(handle.RunId, r => r.Status == RunStatus.Waiting);

        await host.Client.CancelAsync(handle.RunId, cancellationToken: TestContext.Current.CancellationToken);
        var again = await host.Client.CancelAsync(handle.RunId, cancellationToken: TestContext.Current.CancellationToken);
        var run = await host.EndOfAsync(handle.RunId);
        var late = await host.Client.CancelAsync(handle.RunId, cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(CommandOutcome.NotFound, again.Outcome);
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Contains("cannot clean", run.FinalizerError, StringComparison.Ordinal);
        Assert.NotEqual(CommandOutcome.NotFound, late.Outcome);
    }

    [Fact]
    public async Task A_pause_stops_before_the_next_operation_and_resume_goes_on()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = new ScriptedFlow(
            "paused",
            ScriptedOperation.Step("first", async (_, _) =>
            {
                begun.SetResult();
                await mayEnd.Task;
                return 1;
            }),
            ScriptedOperation.Step("second", () => 2));
        await using var host = await EngineHost.StartAsync(flow.Register);
        var handle = await host.Client.StartAsync(flow.Start(), cancellationToken: TestContext.Current.CancellationToken);
        await begun.Task;

        await host.Client.PauseAsync(handle.RunId, cancellationToken: TestContext.Current.CancellationToken);
        mayEnd.SetResult();
        var paused = await host.UntilAsync(handle.RunId, r => r.Status == RunStatus.Suspended);
        await host.Client.ResumeAsync(handle.RunId, cancellationToken: TestContext.Current.CancellationToken);
        var run = await host.EndOfAsync(handle.RunId);

        Assert.Equal(SuspendReason.Paused, paused.SuspendReason);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["first", "second"], (await host.StepsOfAsync(run.Id)).Select(s => s.NodeId));
    }
}
