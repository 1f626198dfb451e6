using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>How a piece stands in its segment.</summary>
internal enum PieceKind
{
    /// <summary>Whole statements.</summary>
    Statement,

    /// <summary>An expression that is evaluated for what it does: the initializer or incrementor of a <c>for</c>.</summary>
    Expression,

    /// <summary>An expression whose value becomes <see cref="Piece.Stored"/>.</summary>
    Store,

    /// <summary>An expression that a test asks.</summary>
    Condition,

    /// <summary>The condition of a catch clause: false where it throws.</summary>
    Filter,

    /// <summary>The head of a switch: its expression and the labels of each section.</summary>
    Select,
}

/// <summary>A stretch of the user's text that a segment takes over as it stands, with what its names mean.</summary>
internal sealed record Piece
{
    public required PieceKind Kind { get; init; }

    public required ImmutableArray<PiecePart> Parts { get; init; }

    public required NameUse Names { get; init; }

    public required SourceSpan Source { get; init; }

    /// <summary>For <see cref="PieceKind.Store"/>: the variable that takes the value.</summary>
    public int Stored { get; init; } = -1;

    /// <summary>For <see cref="PieceKind.Select"/>: the labels of each section.</summary>
    public ImmutableArray<SectionLabels> Sections { get; init; } = [];

    /// <summary>Control never reaches the end of it.</summary>
    public bool EndsSegment { get; init; }
}

/// <summary>
/// Text, or a jump that leaves the segment. The text of a jump is the value that it returns, or empty.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Jump">The jump.</param>
/// <param name="Rethrown">The try whose caught failure is thrown here, where a catch clause of the same piece may take it; else 0.</param>
internal sealed record PiecePart(string Text, Jump? Jump = null, int Rethrown = 0);

/// <summary>The labels of a switch section, as text, and which of their variables are assigned where it is entered.</summary>
internal sealed record SectionLabels(string Text, ImmutableArray<int> Assigned);
