namespace RunkonFlow.Typed;

/// <summary>A gate's policy.</summary>
public sealed class GateDefinition
{
    /// <summary>What the flow sees when the time is over.</summary>
    public OnTimeout OnTimeout { get; init; }

    /// <summary>How many people must approve.</summary>
    public int MinApprovals { get; init; } = 1;

    /// <summary>The pause between two calls of the step that decides an automated gate; null for a gate of people alone.</summary>
    public TimeSpan? ResolvedEvery { get; init; }
}
