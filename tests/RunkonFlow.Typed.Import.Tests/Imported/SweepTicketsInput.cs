// Imported from sweep-tickets.wf of runkon-flow. It is yours now: nothing writes it again.
using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>What sweep-tickets is started with.</summary>
public sealed record SweepTicketsInput
{
    /// <summary>The input label.</summary>
    public required string Label { get; init; }

    /// <summary>What the host knows besides, for prompts and scripts; workflows that are called get it too.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The log of a run with this input.</summary>
    public RunLog ToLog() => RunLog.Start(Variables).With("label", Label);
}
