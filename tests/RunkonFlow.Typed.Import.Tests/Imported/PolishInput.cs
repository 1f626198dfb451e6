// Imported from polish.wf of runkon-flow. It is yours now: nothing writes it again.
using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>What polish is started with.</summary>
public sealed record PolishInput
{
    /// <summary>The input change.</summary>
    public required string Change { get; init; }

    /// <summary>The input strict.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>What the host knows besides, for prompts and scripts; workflows that are called get it too.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The log of a run with this input.</summary>
    public RunLog ToLog() => RunLog.Start(Variables).With("change", Change).With("strict", Strict);
}
