using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary><c>while</c>, or <c>do … while</c> where the body comes first.</summary>
internal sealed record LoopNode(Position At, StepMarker Condition, bool BodyFirst, uint Max, ImmutableArray<Node> Body) : Block(At, Body)
{
    public uint? StuckAfter { get; init; }

    /// <summary>Past the bound the workflow goes on.</summary>
    public bool ContinuesAtLimit { get; init; }
}
