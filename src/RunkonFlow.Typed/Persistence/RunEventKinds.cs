namespace RunkonFlow.Typed.Persistence;

/// <summary>The kinds of events, and which transition makes which: one rule for all stores.</summary>
public static class RunEventKinds
{
    /// <summary>The kind of event that a change of a run's status makes; null for none.</summary>
    /// <param name="from">The status before; null for a new run.</param>
    /// <param name="to">The status after.</param>
    /// <param name="isFirstClaim">For running: the run was never claimed before.</param>
    public static string? Of(RunStatus? from, RunStatus to, bool isFirstClaim = false) => to switch
    {
        _ when from == to => null,
        RunStatus.Pending => from is null ? "run-created" : "run-resumed",
        RunStatus.Running => isFirstClaim ? "run-started" : "run-resumed",
        RunStatus.Waiting => "run-waiting",
        RunStatus.Completed => "run-completed",
        RunStatus.Failed => "run-failed",
        RunStatus.Cancelled => "run-cancelled",
        RunStatus.Cancelling => "run-cancelling",
        RunStatus.NeedsResume => "run-interrupted",
        RunStatus.Suspended => "run-suspended",
        RunStatus.Incompatible => "run-incompatible",
        _ => throw new ArgumentOutOfRangeException(nameof(to)),
    };

    /// <summary>The kind of event that a change of a step row makes; null for none.</summary>
    /// <param name="from">The status before; null for a new row.</param>
    /// <param name="to">The status after.</param>
    /// <param name="attempt">The row's attempt.</param>
    public static string? Of(StepStatus? from, StepStatus to, int attempt) => to switch
    {
        _ when from == to => null,
        StepStatus.Pending => null,
        StepStatus.Running => "step-started",
        StepStatus.Waiting => attempt > 1 ? "step-retrying" : "step-waiting",
        StepStatus.Completed => "step-completed",
        StepStatus.Failed => "step-failed",
        StepStatus.Skipped => "step-skipped",
        StepStatus.TimedOut => "step-timed-out",
        StepStatus.Cancelled => "step-cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(to)),
    };
}
