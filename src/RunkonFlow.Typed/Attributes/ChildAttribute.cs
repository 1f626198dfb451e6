namespace RunkonFlow.Typed;

/// <summary>Options for the child runs that are started through a constructor parameter whose type is a workflow.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ChildAttribute : Attribute
{
    /// <summary>What becomes of a child that runs when its parent is cancelled.</summary>
    public OnParentCancel OnParentCancel { get; set; }

    /// <summary>How many child runs are started in turn while they fail; at least 1.</summary>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>The pause before the second child run, as text such as <c>"2s"</c>; it doubles from there.</summary>
    public string Delay { get; set; } = "1s";
}
