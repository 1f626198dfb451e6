using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary><c>always</c> inside another block: there it is a plain block.</summary>
internal sealed record AlwaysNode(Position At, ImmutableArray<Node> Body) : Block(At, Body);
