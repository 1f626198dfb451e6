namespace RunkonFlow.Typed.Generators.Values;

/// <summary>One member of an object.</summary>
internal sealed record MemberModel
{
    /// <summary>The property or field, not escaped.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in JSON.</summary>
    public required string JsonName { get; init; }

    /// <summary>Its type as emitted, with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The key of its type's shape.</summary>
    public required string Shape { get; init; }

    /// <summary>How it gets its value back.</summary>
    public required MemberSource Source { get; init; }

    /// <summary>The value when none is stored, as an expression.</summary>
    public string Default { get; init; } = "default!";

    /// <summary>Declared <c>required</c>: a stored object without it does not fit.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Given in the object initializer.</summary>
    public bool IsInInitializer { get; init; }

    /// <summary>The property's own initializer decides when nothing is stored.</summary>
    public bool HasInitializer { get; init; }

    /// <summary>When it is left out.</summary>
    public MemberOmission Omission { get; init; }
}
