using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>A statement of a flow.</summary>
internal abstract record StatementModel;

internal sealed record BlockModel(ImmutableArray<StatementModel> Statements) : StatementModel;

/// <summary>An operation, the stores of its arguments before it, and what its result still goes through behind it.</summary>
internal sealed record OperationStatement(int Operation, ImmutableArray<Piece> Before, Piece? After) : StatementModel
{
    /// <summary>What comes before <see cref="Before"/>: the stores of branches that are taken under a condition, and of those to the left of them.</summary>
    public ImmutableArray<StatementModel> Preparation { get; init; } = [];
}

internal sealed record IfModel(Piece Condition, BlockModel Then, BlockModel? Else) : StatementModel;

/// <summary>A <c>while</c>, <c>do</c> or <c>for</c>.</summary>
internal sealed record LoopStatement(
    int Loop, ImmutableArray<Piece> Initializers, Piece? Condition, bool TestsFirst, BlockModel Body, ImmutableArray<Piece> Incrementors) : StatementModel;

/// <summary>
/// A <c>foreach</c>: <paramref name="Collection"/> stores the snapshot <paramref name="Items"/>, each round puts its element into
/// <paramref name="Item"/>, and <paramref name="TakenApart"/> deconstructs it where the user does.
/// </summary>
internal sealed record ForEachStatement(int Loop, Piece Collection, int Item, Piece? TakenApart, int Items, BlockModel Body) : StatementModel;

internal sealed record SwitchModel(int Switch, Piece Head, ImmutableArray<BlockModel> Sections) : StatementModel;

internal sealed record TryModel(int Try, BlockModel Body, ImmutableArray<CatchModel> Catches, BlockModel? Finally) : StatementModel;

/// <summary>A catch clause; one without filter takes every step failure.</summary>
internal sealed record CatchModel(Piece? Filter, BlockModel Body);

/// <summary>A statement that a segment takes over as it stands.</summary>
internal sealed record PieceStatement(Piece Piece) : StatementModel;
