namespace RunkonFlow.Typed.Persistence;

/// <summary>Where a gate stands.</summary>
public abstract record GateApprovalState
{
    private GateApprovalState() { }

    /// <summary>Undecided.</summary>
    public sealed record Pending : GateApprovalState;

    /// <summary>Approved.</summary>
    public sealed record Approved(string? Feedback, IReadOnlyList<string> Selections) : GateApprovalState;

    /// <summary>Rejected.</summary>
    public sealed record Rejected(string? Feedback) : GateApprovalState;

    /// <summary>Ended without a decision.</summary>
    public sealed record Closed(StepStatus Status) : GateApprovalState;

    /// <summary>The rule that every store applies: approval time first, then the row's status.</summary>
    public static GateApprovalState FromFields(DateTimeOffset? approvedAt, StepStatus status, string? feedback, IReadOnlyList<string> selections)
        => (approvedAt, status) switch
        {
            ({ }, _) or (null, StepStatus.Completed) => new Approved(feedback, selections),
            (null, StepStatus.Failed) => new Rejected(feedback),
            (null, StepStatus.TimedOut or StepStatus.Skipped or StepStatus.Cancelled) => new Closed(status),
            _ => new Pending(),
        };
}
