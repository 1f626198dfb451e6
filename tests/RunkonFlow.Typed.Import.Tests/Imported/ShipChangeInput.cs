// Imported from ship-change.wf of runkon-flow. It is yours now: nothing writes it again.
using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>What ship-change is started with.</summary>
public sealed record ShipChangeInput
{
    /// <summary>What to do.</summary>
    public required string Change { get; init; }

    /// <summary>The input channel.</summary>
    public string Channel { get; init; } = "beta";

    /// <summary>The input announce.</summary>
    public bool Announce { get; init; }

    /// <summary>The input reviewer.</summary>
    public string? Reviewer { get; init; }

    /// <summary>What the host knows besides, for prompts and scripts; workflows that are called get it too. Named in this one: branch.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The log of a run with this input.</summary>
    public RunLog ToLog() => RunLog.Start(Variables)
        .With("change", Change)
        .With("channel", Channel)
        .With("announce", Announce)
        .With("reviewer", Reviewer);
}
