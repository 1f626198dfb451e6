namespace RunkonFlow.Typed.Generators.Model;

/// <summary>One parameter of a flow that is part of the run's input.</summary>
internal sealed record ParameterModel
{
    /// <summary>The name as the user wrote it, not escaped.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its property in the emitted <c>FlowInput</c>.</summary>
    public required string Property { get; init; }

    /// <summary>Its type, fully qualified, with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>Its default as an expression, or null when it has none.</summary>
    public string? Default { get; init; }

    /// <summary>Declared with <c>params</c>.</summary>
    public bool IsParams { get; init; }
}
