using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Something that a flow may not do: which rule, where, and the words that its message names.</summary>
internal sealed record FlowFinding(string Rule, Location Location, ImmutableArray<string> Arguments)
{
    /// <summary>No machine is emitted. False for what is only advice.</summary>
    public bool ForbidsEmission { get; init; } = true;
}
