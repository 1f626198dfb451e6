namespace RunkonFlow.Typed;

/// <summary>Which workers claim a workflow's runs, and in what order.</summary>
/// <param name="name">The queue: only workers that serve it claim the runs.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class QueueAttribute(string name = "default") : Attribute
{
    /// <summary>The queue.</summary>
    public string Name { get; } = name;

    /// <summary>Runs of a higher priority are claimed first.</summary>
    public int Priority { get; set; }
}
