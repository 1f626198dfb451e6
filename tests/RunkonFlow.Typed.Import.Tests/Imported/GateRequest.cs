namespace Studio.Workflows;

/// <summary>What an automated gate asks.</summary>
/// <param name="Gate">The gate's type, such as <c>pr_checks</c>.</param>
/// <param name="Log">The variables and the results so far.</param>
public sealed record GateRequest(string Gate, RunLog Log)
{
    /// <summary>The question, for people.</summary>
    public string? Prompt { get; init; }

    /// <summary>How many approvals are needed.</summary>
    public int MinApprovals { get; init; } = 1;

    /// <summary>How approvals are judged, such as <c>review_decision</c>; null for counting them.</summary>
    public string? Mode { get; init; }

    /// <summary>The identity, that is the credentials, under which the answer is looked up.</summary>
    public string? As { get; init; }
}
