namespace RunkonFlow.Typed;

/// <summary>The id that a step, gate, signal or workflow, or the name that a stored type, had in a shipped version.</summary>
/// <param name="id">The old id.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum, AllowMultiple = true, Inherited = false)]
public sealed class FormerlyAttribute(string id) : Attribute
{
    /// <summary>The old id.</summary>
    public string Id { get; } = id;
}
