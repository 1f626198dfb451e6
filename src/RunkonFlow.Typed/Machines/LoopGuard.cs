namespace RunkonFlow.Typed.Machines;

/// <summary>The state of one <c>Flow.Loop</c>: reset at every entry to the loop, kept in the frame while it runs.</summary>
public struct LoopGuard
{
    /// <summary>Body executions since the loop was entered.</summary>
    public int Rounds;

    /// <summary>The loop's condition under its bound.</summary>
    public bool Next(string loop, bool condition, int max, OnLimit onLimit = OnLimit.Fail)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        if (!condition)
            return false;
        if (Rounds >= max)
            return onLimit == OnLimit.Continue ? false : throw new LoopLimitException(loop, max);
        Rounds++;
        return true;
    }
}
