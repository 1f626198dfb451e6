using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>A block that hands its options to the calls in it.</summary>
internal sealed record DoNode(Position At, string? Output, ImmutableArray<string> With, ImmutableArray<Node> Body) : Block(At, Body);
