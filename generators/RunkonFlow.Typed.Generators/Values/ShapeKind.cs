namespace RunkonFlow.Typed.Generators.Values;

/// <summary>How values of a type are written.</summary>
internal enum ShapeKind
{
    /// <summary>As one JSON value, by an expression.</summary>
    Scalar,

    /// <summary>As the name of an enum member.</summary>
    Enum,

    /// <summary>As null or the value.</summary>
    Nullable,

    /// <summary>As a list.</summary>
    List,

    /// <summary>As an object whose members are the keys.</summary>
    Map,

    /// <summary>As an object with a member for each property.</summary>
    Object,

    /// <summary>By the user's <c>JsonSerializerContext</c>.</summary>
    Context,
}
