namespace RunkonFlow.Typed.Machines;

/// <summary>As <see cref="LoopGuard"/>, for a loop that also watches a progress value.</summary>
public struct LoopGuard<TProgress>
{
    /// <summary>Body executions since the loop was entered.</summary>
    public int Rounds;

    /// <summary>Rounds in a row that left the progress value equal.</summary>
    public int Still;

    /// <summary>The progress value before the latest round.</summary>
    public TProgress? Last;

    /// <summary>Whether there is a <see cref="Last"/>: not before the condition was asked for the first time.</summary>
    public bool HasLast;

    /// <summary>The loop's condition under its bounds.</summary>
    public bool Next(string loop, bool condition, int max, int stuckAfter, TProgress progress, OnLimit onLimit = OnLimit.Fail)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stuckAfter, 2);
        if (!condition)
            return false;
        Still = HasLast && EqualityComparer<TProgress>.Default.Equals(progress, Last) ? Still + 1 : 0;
        if (Still >= stuckAfter)
            return onLimit == OnLimit.Continue ? false : throw new LoopStuckException(loop, stuckAfter);
        if (Rounds >= max)
            return onLimit == OnLimit.Continue ? false : throw new LoopLimitException(loop, max);
        (Last, HasLast) = (progress, true);
        Rounds++;
        return true;
    }
}
