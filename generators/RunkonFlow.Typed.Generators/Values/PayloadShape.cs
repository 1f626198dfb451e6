using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>How values of one type are written and read.</summary>
internal sealed record PayloadShape
{
    /// <summary>The type as emitted code writes it, without an annotation of its own; unique.</summary>
    public required string Key { get; init; }

    /// <summary>A readable name, part of the names of its methods; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The stable name in stored frames.</summary>
    public required string TypeId { get; init; }

    /// <summary>How it is written.</summary>
    public required ShapeKind Kind { get; init; }

    /// <summary>A reference type, so a value may be null.</summary>
    public bool IsReference { get; init; }

    /// <summary>A class that others may derive from: a writer makes sure that the object is exactly of it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Objects of the type itself cannot change; what they refer to is another question.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>For a scalar: statement and expression.</summary>
    public ScalarCodec? Scalar { get; init; }

    /// <summary>For an enum: its members.</summary>
    public EquatableArray<EnumMemberModel> EnumMembers { get; init; }

    /// <summary>For an enum: declared with <c>[Flags]</c>.</summary>
    public bool IsFlags { get; init; }

    /// <summary>For an enum: the keyword of its underlying type.</summary>
    public string Underlying { get; init; } = "int";

    /// <summary>For a nullable, list or map: the key of the element's shape.</summary>
    public string Element { get; init; } = "";

    /// <summary>For a list or map: the element's type as emitted, with nullability.</summary>
    public string ElementType { get; init; } = "";

    /// <summary>For a map: the key of the key's shape.</summary>
    public string MapKey { get; init; } = "";

    /// <summary>For a list or map: an expression over <c>items</c> that makes the collection; null when <c>items</c> is it.</summary>
    public string? Finish { get; init; }

    /// <summary>For a list or map: the collection that is filled.</summary>
    public string Builder { get; init; } = "";

    /// <summary>A value that stands for null though it is no reference: a default <c>ImmutableArray</c>.</summary>
    public bool HasDefault { get; init; }

    /// <summary>For an object: its members in the order in which they are written.</summary>
    public EquatableArray<MemberModel> Members { get; init; }

    /// <summary>For an object: names of members, in the order of the constructor's parameters.</summary>
    public EquatableArray<string> ConstructorMembers { get; init; }

    /// <summary>For an object: what makes it from its older forms, the oldest first.</summary>
    public EquatableArray<UpcastModel> Upcasts { get; init; }

    /// <summary>The form in which it is written, counted from 1.</summary>
    public int Form => Upcasts.Count == 0 ? 1 : Upcasts[Upcasts.Count - 1].From + 1;

    /// <summary>For a context: the context, fully qualified.</summary>
    public string Context { get; init; } = "";
}
