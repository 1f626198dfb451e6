using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>A node with nodes in it.</summary>
internal abstract record Block(Position At, ImmutableArray<Node> Body) : Node(At);
