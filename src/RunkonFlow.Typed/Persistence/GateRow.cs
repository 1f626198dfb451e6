namespace RunkonFlow.Typed.Persistence;

/// <summary>What a gate's row says beside the step's.</summary>
public sealed record GateRow
{
    /// <summary>The question.</summary>
    public string? Prompt { get; init; }

    /// <summary>The options as a JSON array of <c>{"value","label"}</c>; null when it has none.</summary>
    public string? Options { get; init; }

    /// <summary>Approvals needed; at least 1.</summary>
    public int MinApprovals { get; init; } = 1;

    /// <summary>Who is asked, for people.</summary>
    public string? Assignee { get; init; }

    /// <summary>When the quorum was reached.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>What the decider wrote.</summary>
    public string? Feedback { get; init; }

    /// <summary>Selected options as a JSON array of strings.</summary>
    public string? Selections { get; init; }
}
