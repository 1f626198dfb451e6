namespace RunkonFlow.Typed.Machines;

/// <summary>The branches of one parallel or race that is under way: a frame each, driven side by side by the engine.</summary>
/// <remarks>
/// A branch is a sub-flow of one operation. Its frame stands at position -1 when it has ended, with
/// <see cref="FlowFrame.Outcome"/> when that was not well.
/// </remarks>
public sealed class BranchSet
{
    private readonly FlowFrame?[] _frames;

    /// <summary>Branches in source order.</summary>
    /// <param name="count">How many.</param>
    public BranchSet(int count) => _frames = new FlowFrame?[count];

    /// <summary>How many branches there are, those that are left out included.</summary>
    public int Count => _frames.Length;

    /// <summary>The frame of a branch; null for one that is left out.</summary>
    public FlowFrame? this[int branch]
    {
        get => _frames[branch];
        set => _frames[branch] = value;
    }

    /// <summary>How the branches are joined.</summary>
    public JoinPolicy Policy { get; set; }

    /// <summary>For a race that is decided: the branch that won; else -1.</summary>
    public int Winner { get; set; } = -1;

    /// <summary>Forgets the branches.</summary>
    public void Clear()
    {
        Array.Clear(_frames);
        (Policy, Winner) = (default, -1);
    }
}
