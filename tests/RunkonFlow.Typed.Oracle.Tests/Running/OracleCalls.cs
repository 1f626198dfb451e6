namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>The plain calls that segments of a program make, in both renderings.</summary>
public abstract class OracleCalls(World world)
{
    protected World World => world;

    protected int Note(int x)
    {
        world.Add($"note {x}");
        return x;
    }

    protected int Risky(int x)
    {
        if (x % 9 != 7) return x + 1;
        world.ThrowsInSegment();
        throw new InvalidOperationException($"risky {x}");
    }

    protected bool Half(int x, out int half)
    {
        half = x / 2;
        return x % 2 == 0;
    }

    protected int Apply(Func<int, int> function) => Note(function(2));

    protected int NumberOf(Guid id) => Note(world.NumberOf(id));

    protected int Minutes(DateTimeOffset moment) => Note((int)(moment - World.Start).TotalMinutes);
}
