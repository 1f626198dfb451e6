using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>What the engine logs. Event ids are part of the product: never reuse or renumber one.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Worker {Worker} started for {Workflows} workflows")]
    public static partial void WorkerStarted(ILogger logger, string worker, int workflows);

    [LoggerMessage(2, LogLevel.Information, "Worker {Worker} stopped")]
    public static partial void WorkerStopped(ILogger logger, string worker);

    [LoggerMessage(3, LogLevel.Error, "Worker {Worker} has lost its lease: everything it runs is dropped, and it registers anew")]
    public static partial void LeaseLost(ILogger logger, string worker);

    [LoggerMessage(4, LogLevel.Warning, "Heartbeat of worker {Worker} failed; it is tried again")]
    public static partial void HeartbeatFailed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(5, LogLevel.Warning, "Claiming runs failed; it is tried again in {Delay}")]
    public static partial void ClaimFailed(ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(6, LogLevel.Information, "{Count} runs of lost workers were freed")]
    public static partial void RunsRecovered(ILogger logger, int count);

    [LoggerMessage(7, LogLevel.Error, "Run {RunId} stands under worker {Worker}, which does not execute it: another process has written in its name, or the run could not be let go. Everything the worker runs is dropped, and it registers anew")]
    public static partial void RunStrayed(ILogger logger, RunId runId, string worker);

    [LoggerMessage(10, LogLevel.Warning, "Commit of run {RunId} was answered {Outcome}: {Reason}; its activation is dropped")]
    public static partial void CommitNotApplied(ILogger logger, RunId runId, CommitOutcome outcome, string? reason);

    [LoggerMessage(11, LogLevel.Error, "Activation of run {RunId} of workflow '{Workflow}' failed; the run is let go")]
    public static partial void ActivationFailed(ILogger logger, Exception exception, RunId runId, string workflow);

    [LoggerMessage(12, LogLevel.Error, "Run {RunId} could not be let go; it is freed when this worker's lease ends")]
    public static partial void RunNotReleased(ILogger logger, Exception exception, RunId runId);

    [LoggerMessage(15, LogLevel.Warning, "Commit of run {RunId} was not answered; it is sent again")]
    public static partial void CommitFailed(ILogger logger, Exception exception, RunId runId);

    [LoggerMessage(13, LogLevel.Warning, "Run {RunId} of workflow '{Workflow}' does not fit the registered flow and is parked: {Reason}")]
    public static partial void RunIncompatible(ILogger logger, RunId runId, string workflow, string reason);

    [LoggerMessage(14, LogLevel.Warning, "Services of workflow '{Workflow}' could not be disposed")]
    public static partial void ScopeNotDisposed(ILogger logger, Exception exception, string workflow);

    [LoggerMessage(18, LogLevel.Warning, "The step that decides gate '{Gate}' of run {RunId} failed; it is called again at its interval")]
    public static partial void PollFailed(ILogger logger, Exception exception, RunId runId, string gate);

    [LoggerMessage(16, LogLevel.Information, "The schedule of workflow '{Workflow}' leaves out {Moment:O}: the run before has not ended")]
    public static partial void ScheduleSkipped(ILogger logger, string workflow, DateTimeOffset moment);

    [LoggerMessage(17, LogLevel.Error, "The scheduled run of workflow '{Workflow}' at {Moment:O} could not be started; trying again")]
    public static partial void ScheduleFailed(ILogger logger, Exception exception, string workflow, DateTimeOffset moment);

    [LoggerMessage(30, LogLevel.Error, "Event sink '{Sink}' failed; its events are given to it again in {Pause}")]
    public static partial void SinkFailed(ILogger logger, Exception exception, string sink, TimeSpan pause);
}
