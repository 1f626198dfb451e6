namespace RunkonFlow.Typed.Generators.Model;

/// <summary>One constructor parameter of a workflow, as an expression over <c>services</c>.</summary>
internal sealed record ServiceModel
{
    /// <summary>Its type, fully qualified, without nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The key as an expression, when it is a keyed service.</summary>
    public string? Key { get; init; }

    /// <summary>The value when the container has none, as an expression; null when it must have one.</summary>
    public string? Default { get; init; }

    /// <summary>The parameter is another workflow: a handle, behind which is no instance.</summary>
    public bool IsHandle { get; init; }

    /// <summary>The parameter takes the scope's <see cref="IServiceProvider"/> itself.</summary>
    public bool IsProvider { get; init; }
}
