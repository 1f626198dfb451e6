using System.Text.Json.Serialization;

namespace RunkonFlow.Typed;

/// <summary>What people decided at a gate.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="TimedOut">Nobody decided in time; the outcome is what the gate says for that case.</param>
/// <param name="DecidedBy">Who decided last; null when nobody did.</param>
/// <param name="Feedback">What the decider wrote, or null.</param>
public sealed record Decision(DecisionOutcome Outcome, bool TimedOut, string? DecidedBy, string? Feedback)
{
    /// <summary>Whether the flow may go on.</summary>
    [JsonIgnore]
    public bool Approved => Outcome == DecisionOutcome.Approved;
}
