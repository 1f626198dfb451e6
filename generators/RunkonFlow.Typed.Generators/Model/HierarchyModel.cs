namespace RunkonFlow.Typed.Generators.Model;

/// <summary>Where a class stands: what an emitted file opens again to add members to it.</summary>
internal sealed record HierarchyModel
{
    /// <summary>The namespace, escaped; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>Declarations such as <c>class Outer</c>, from the outermost to the class itself.</summary>
    public required EquatableArray<string> Types { get; init; }
}
