namespace RunkonFlow.Typed;

/// <summary>What a bounded loop does at its bound.</summary>
public enum OnLimit
{
    /// <summary>The run fails with <see cref="LoopLimitException"/> or <see cref="LoopStuckException"/>.</summary>
    Fail,

    /// <summary>The loop ends and the flow goes on behind it.</summary>
    Continue,
}
