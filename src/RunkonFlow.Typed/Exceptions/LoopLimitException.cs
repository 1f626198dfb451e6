namespace RunkonFlow.Typed;

/// <summary>A bounded loop's condition still held after its last allowed round.</summary>
public sealed class LoopLimitException(string loop, int max)
    : RunkonFlowException($"Loop '{loop}' reached its limit of {max} rounds. Raise max, or pass OnLimit.Continue.")
{
    /// <summary>The loop's id in the definition.</summary>
    public string Loop { get; } = loop;

    /// <summary>The limit.</summary>
    public int Max { get; } = max;
}
