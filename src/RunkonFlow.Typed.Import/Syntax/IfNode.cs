using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary><c>if</c> or <c>unless</c>, on a marker or on a boolean input.</summary>
internal sealed record IfNode(Position At, StepMarker? Marker, string? Input, bool Negated, ImmutableArray<Node> Body) : Block(At, Body);
