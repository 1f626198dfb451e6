using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>One walk over a type and all that it contains.</summary>
internal sealed class PayloadWalk(DerivedTypes derived, JsonContext context)
{
    // A generic type that contains itself with other arguments has no last type; no real one comes near this many.
    private const int MaxShapes = 1000;

    private readonly Dictionary<string, PayloadShape?> _shapes = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Queue<ITypeSymbol> _old = new();

    /// <summary>The first thing that cannot be stored; null while all can.</summary>
    public string? Fault { get; private set; }

    /// <summary>The shapes found, in the order in which they were met.</summary>
    public IEnumerable<PayloadShape> Shapes => _order.Select(key => _shapes[key]).OfType<PayloadShape>();

    /// <summary>The shape of a type; null when it cannot be stored, or when it is being visited further up.</summary>
    public PayloadShape? Visit(ITypeSymbol type, string path)
    {
        var key = TypeNames.NotNull(type);
        if (_shapes.TryGetValue(key, out var known)) return known;
        if (Fault is not null) return null;
        if (_order.Count == MaxShapes) Refuse(path, "contains types of types without end.");
        _shapes.Add(key, null);
        _order.Add(key);
        return _shapes[key] = context.Lists(type) ? ByContext(type, key, path) : Build(type, key, path);
    }

    /// <summary>An older form, of which values are only read: what it holds is no part of the type that is stored.</summary>
    public void VisitLater(ITypeSymbol type) => _old.Enqueue(type);

    /// <summary>Visits the older forms that were met, and those of theirs.</summary>
    public void VisitOldForms()
    {
        while (_old.Count > 0)
        {
            var type = _old.Dequeue();
            Visit(type, TypeNames.ForPeople(type));
        }
    }

    /// <summary>Records that something cannot be stored.</summary>
    public void Refuse(string path, string reason) => Fault ??= $"'{path}' {reason}";

    private PayloadShape? Build(ITypeSymbol type, string key, string path)
    {
        if (ScalarTable.ShapeOf(type) is { } scalar) return scalar;
        switch (type)
        {
            case INamedTypeSymbol { IsFileLocal: true }:
                Refuse(path, $"is of type {TypeNames.ForPeople(type)}, which is visible in its own file only; remove 'file'.");
                return null;
            case IArrayTypeSymbol { Rank: 1 } array:
                return Collection(type, array.ElementType, Of(CollectionTable.Array, key, ShapeKind.List), path);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Nullable(nullable, key, path);
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration:
                return EnumReader.Read(enumeration, key);
            case INamedTypeSymbol named when CollectionTable.Of(named) is { } collection:
                return named.Arity == 1 ? List(named, collection, key, path) : Map(named, collection, key, path);
            case INamedTypeSymbol named when Refusals.ReasonFor(named) is null:
                return new ObjectReader(this, derived).Read(named, key, path);
            default:
                Refuse(path, Refusals.ReasonFor(type) ?? "cannot be stored.");
                return null;
        }
    }

    private PayloadShape ByContext(ITypeSymbol type, string key, string path)
    {
        if (type is INamedTypeSymbol named && Upcasts.Of(named).Count > 0)
            Refuse(path, $"is of type {TypeNames.ForPeople(type)}, which has an [Upcast] and is written by the workflow's JsonSerializerContext, where forms are not marked; keep one of them.");
        return new()
        {
            Key = key,
            Name = ReadableName.Of(type),
            TypeId = TypeIds.Of(type),
            Kind = ShapeKind.Context,
            IsReference = type.IsReferenceType,
            Context = context.Type,
        };
    }

    private PayloadShape? Nullable(INamedTypeSymbol type, string key, string path)
    {
        var inner = type.TypeArguments[0];
        Visit(inner, path);
        return Fault is not null ? null : new PayloadShape
        {
            Key = key,
            Name = ReadableName.Of(type),
            TypeId = TypeIds.Of(type),
            Kind = ShapeKind.Nullable,
            Element = TypeNames.NotNull(inner),
            ElementType = TypeNames.Emitted(inner),
            IsReadOnly = true,
        };
    }

    private PayloadShape? List(INamedTypeSymbol type, CollectionTable.Collection collection, string key, string path)
        => Collection(type, type.TypeArguments[0], Of(collection, key, ShapeKind.List), path);

    private PayloadShape? Map(INamedTypeSymbol type, CollectionTable.Collection collection, string key, string path)
    {
        var keyType = type.TypeArguments[0];
        if (MapKeys.CanBe(keyType) && Visit(keyType, path) is { } keyShape)
            return Collection(type, type.TypeArguments[1], Of(collection, key, ShapeKind.Map) with { MapKey = keyShape.Key }, path);
        Refuse(path, $"has keys of type {TypeNames.ForPeople(keyType)}; keys are text, whole numbers, Guid or an enum.");
        return null;
    }

    private static PayloadShape Of(CollectionTable.Collection collection, string key, ShapeKind kind) => new()
    {
        Key = key,
        Name = "",
        TypeId = "",
        Kind = kind,
        IsReference = collection.IsReference,
        IsReadOnly = collection.IsReadOnly,
        HasDefault = collection.HasDefault,
        Builder = collection.Builder,
        Finish = collection.Finish,
    };

    // The element may be the type around the collection, not finished yet; so names come from symbols, not from its shape.
    private PayloadShape? Collection(ITypeSymbol type, ITypeSymbol element, PayloadShape shape, string path)
    {
        Visit(element, path + "[]");
        return Fault is not null ? null : shape with
        {
            Name = ReadableName.Of(type),
            TypeId = TypeIds.Of(type),
            Element = TypeNames.NotNull(element),
            ElementType = TypeNames.Emitted(element),
            Finish = shape.Finish?.Replace(CollectionTable.ElementType, TypeNames.Emitted(element)),
        };
    }
}
