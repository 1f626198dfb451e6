namespace RunkonFlow.Typed;

/// <summary>A bounded loop's progress value stayed equal for as many rounds as it allows.</summary>
public sealed class LoopStuckException(string loop, int rounds)
    : RunkonFlowException($"Loop '{loop}' made no progress in {rounds} rounds.")
{
    /// <summary>The loop's id in the definition.</summary>
    public string Loop { get; } = loop;

    /// <summary>Rounds in a row without progress.</summary>
    public int Rounds { get; } = rounds;
}
