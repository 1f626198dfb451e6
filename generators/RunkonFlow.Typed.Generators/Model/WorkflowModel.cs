namespace RunkonFlow.Typed.Generators.Model;

/// <summary>
/// What the surface of one workflow is made from. Equal to another when the emitted surface is equal: it holds strings,
/// numbers and other models only. A symbol, syntax, position, path or bare array in here would emit again at each key stroke.
/// </summary>
internal sealed record WorkflowModel
{
    /// <summary>The id of <c>[Workflow]</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The version of <c>[Workflow]</c>.</summary>
    public required int Version { get; init; }

    /// <summary>A name for people, or null.</summary>
    public string? Title { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The class, fully qualified with <c>global::</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The class by its metadata name.</summary>
    public required string MetadataName { get; init; }

    /// <summary>Where the class stands.</summary>
    public required HierarchyModel Hierarchy { get; init; }

    /// <summary>Code outside the class's own file can name it, so the assembly's registration can.</summary>
    public required bool IsVisibleInAssembly { get; init; }

    /// <summary>No constructor parameters and no state: one instance serves all runs.</summary>
    public required bool IsStateless { get; init; }

    /// <summary>Emitted code can construct it.</summary>
    public required bool IsCreatable { get; init; }

    /// <summary>The declaration is free of errors, so a machine can be emitted.</summary>
    public required bool IsValid { get; init; }

    /// <summary>What its constructor takes.</summary>
    public required EquatableArray<ServiceModel> Services { get; init; }

    /// <summary>Its flow; null when it has none or more than one.</summary>
    public FlowModel? Flow { get; init; }

    /// <summary>Its gates and signals.</summary>
    public required EquatableArray<WaitModel> Waits { get; init; }

    /// <summary>The steps that it declares itself.</summary>
    public required EquatableArray<StepHandleModel> Steps { get; init; }

    /// <summary>Names of emitted members that the user's class declares itself; they are left out.</summary>
    public EquatableArray<string> TakenNames { get; init; }
}
