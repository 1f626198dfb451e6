namespace RunkonFlow.Typed.Persistence;

/// <summary>The kinds of events, and which transition makes which: one rule for all stores.</summary>
public static class RunEventKinds
{
    /// <summary>A signal was stored; the detail is its name.</summary>
    public const string Signal = "signal";

    /// <summary>A vote on a gate was counted; the detail is the voter.</summary>
    public const string GateVoted = "gate-voted";

    /// <summary>A gate was decided; the detail is <c>approved</c> or <c>rejected</c>. The event of its step row follows.</summary>
    public const string GateResolved = "gate-resolved";

    /// <summary>A fan-out item was handed out; the detail is <c>type/id</c>.</summary>
    public const string ItemStarted = "item-started";

    /// <summary>A fan-out item ended; the detail is <c>type/id: status</c>.</summary>
    public const string ItemEnded = "item-ended";

    /// <summary>A fan-out is over; the detail counts its items.</summary>
    public const string FanOutCollected = "fan-out-collected";

    /// <summary>A child run was created in the run's own commit; the detail is its id, the node is the child's parent node.</summary>
    public const string ChildStarted = "child-started";

    /// <summary>A child run that names a parent node has ended; the detail is <c>id: status</c>.</summary>
    public const string ChildEnded = "child-ended";

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

    /// <summary>The detail of an item's event.</summary>
    internal static string ItemDetail(string type, string id, FanOutItemStatus? ended)
        => ended is { } status ? $"{type}/{id}: {status.ToText()}" : $"{type}/{id}";
}
