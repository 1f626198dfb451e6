namespace RunkonFlow.Typed.Machines;

/// <summary>A gate's end, before it becomes the decision that the flow sees.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="TimedOut">Nobody decided in time.</param>
/// <param name="DecidedBy">Who decided last.</param>
/// <param name="Feedback">What the decider wrote.</param>
/// <param name="Selections">The selected options, as their texts.</param>
public sealed record GateAnswer(DecisionOutcome Outcome, bool TimedOut, string? DecidedBy, string? Feedback, IReadOnlyList<string> Selections)
{
    /// <summary>What a step has decided; null for not yet.</summary>
    public static GateAnswer? From(Decision? decision)
        => decision is null ? null : new(decision.Outcome, decision.TimedOut, decision.DecidedBy, decision.Feedback, []);

    /// <summary>What a step has decided and selected; null for not yet.</summary>
    public static GateAnswer? From<TOption>(Decision<TOption>? decision) where TOption : notnull
        => decision is null ? null : new(decision.Outcome, decision.TimedOut, decision.DecidedBy, decision.Feedback, [.. decision.Selections.Select(option => option.ToString()!)]);

    /// <summary>The decision of a gate without options.</summary>
    public Decision ToDecision() => new(Outcome, TimedOut, DecidedBy, Feedback);

    /// <summary>The decision of a gate with options, each made of its text.</summary>
    public Decision<TOption> ToDecision<TOption>(Func<string, TOption> parse) where TOption : notnull
        => new(Outcome, TimedOut, DecidedBy, Feedback, [.. Selections.Select(parse)]);
}
