namespace RunkonFlow.Typed.Persistence;

/// <summary>The status tables: every change that a store lets through. A change that is not here is refused by every store.</summary>
public static class Transitions
{
    /// <summary>Whether a run may go from one status to another. A status may be written again while the run is active.</summary>
    public static bool IsAllowed(RunStatus from, RunStatus to) => from switch
    {
        RunStatus.Pending => to is RunStatus.Pending or RunStatus.Running or RunStatus.Cancelled or RunStatus.Cancelling or RunStatus.Suspended,
        RunStatus.Running => to is RunStatus.Running or RunStatus.Waiting or RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelling
            or RunStatus.NeedsResume or RunStatus.Suspended or RunStatus.Incompatible,
        RunStatus.Waiting => to is RunStatus.Waiting or RunStatus.Running or RunStatus.Cancelling or RunStatus.Suspended or RunStatus.Incompatible,
        RunStatus.NeedsResume => to is RunStatus.NeedsResume or RunStatus.Running or RunStatus.Cancelling or RunStatus.Suspended or RunStatus.Incompatible,
        RunStatus.Cancelling => to is RunStatus.Cancelling or RunStatus.Cancelled or RunStatus.Suspended or RunStatus.Incompatible,
        RunStatus.Suspended => to is RunStatus.Pending or RunStatus.Cancelling,
        RunStatus.Incompatible => to is RunStatus.Pending or RunStatus.Cancelling,
        RunStatus.Failed => to is RunStatus.Pending,
        _ => false,
    };

    /// <summary>Whether an attempt may go from one status to another.</summary>
    public static bool IsAllowed(StepStatus from, StepStatus to) => from switch
    {
        StepStatus.Pending => to is StepStatus.Pending or StepStatus.Running or StepStatus.Waiting or StepStatus.Skipped or StepStatus.Cancelled,
        StepStatus.Running => to is not StepStatus.Skipped,
        StepStatus.Waiting => to is not StepStatus.Pending,
        _ => false,
    };

    /// <summary>Whether an item may go from one status to another.</summary>
    public static bool IsAllowed(FanOutItemStatus from, FanOutItemStatus to) => from switch
    {
        FanOutItemStatus.Pending => to is not FanOutItemStatus.Pending,
        FanOutItemStatus.Running => to is not FanOutItemStatus.Pending,
        _ => false,
    };
}
