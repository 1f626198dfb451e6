using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>A type of values that a run keeps. Equal to another when both are stored in the same way.</summary>
internal sealed record PayloadModel
{
    /// <summary>The stable name in stored frames, such as <c>int</c>, <c>Shop.Order[]</c>, <c>list&lt;int&gt;</c>.</summary>
    public required string TypeId { get; init; }

    /// <summary>The names that it had in shipped versions.</summary>
    public EquatableArray<string> FormerTypeIds { get; init; }

    /// <summary>The type as emitted code writes it, with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>Closed and immutable by proof: the same object may be handed on where a copy would be read.</summary>
    public required bool IsImmutable { get; init; }

    /// <summary>Why values of the type cannot be stored faithfully, naming the member; null when they can.</summary>
    public string? Fault { get; init; }

    /// <summary>The key of the type's own shape.</summary>
    public required string Root { get; init; }

    /// <summary>Its shape and those it is made of. A type may contain itself, so shapes name one another by key.</summary>
    public required EquatableArray<PayloadShape> Shapes { get; init; }

    /// <summary>The shapes of older forms, of which values are only read.</summary>
    public EquatableArray<PayloadShape> OldShapes { get; init; }

    /// <summary>What makes a value of the type from one that was stored under another type's name.</summary>
    public EquatableArray<ConversionModel> Conversions { get; init; }

    /// <summary>Its JSON has no bound of its own: it holds text, a collection, or what a context writes.</summary>
    public bool MayBeLong => Shapes.Any(shape => shape.Kind is ShapeKind.List or ShapeKind.Map or ShapeKind.Context || shape.TypeId is "string" or "byte[]");

    /// <summary>For a collection: its elements are immutable by proof.</summary>
    public bool HasImmutableElements
        => Shape.Kind == ShapeKind.List && Shapes.Where(shape => shape.Key != Root).All(shape => shape.Kind is ShapeKind.Scalar or ShapeKind.Enum or ShapeKind.Nullable || shape.IsReadOnly);

    /// <summary>The type's own shape.</summary>
    public PayloadShape Shape => Shapes.First(shape => shape.Key == Root);
}
