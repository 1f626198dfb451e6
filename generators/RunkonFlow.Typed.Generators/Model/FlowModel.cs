namespace RunkonFlow.Typed.Generators.Model;

/// <summary>The flow of a workflow as its callers see it.</summary>
internal sealed record FlowModel
{
    /// <summary>The method's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its parameters, less the engine's.</summary>
    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>What it returns inside the task, fully qualified with nullability; <c>Unit</c> for nothing.</summary>
    public required string Result { get; init; }

    /// <summary><c>public</c>, <c>internal</c> or <c>private</c>: the widest that the types in its signature allow.</summary>
    public required string Accessibility { get; init; }
}
