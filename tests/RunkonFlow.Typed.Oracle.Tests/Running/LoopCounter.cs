namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>The bounds of one entry to a loop, said again from the language's description.</summary>
/// <param name="world">Learns that a bound was reached, whatever becomes of the failure.</param>
/// <param name="max">Body executions allowed.</param>
/// <param name="stuckAfter">Rounds in a row that may leave progress equal; 0 for any number.</param>
/// <param name="continues">The loop ends quietly at a bound.</param>
/// <param name="done">Body executions before the first test: one for <c>do</c>.</param>
public sealed class LoopCounter(World world, int max, int stuckAfter, bool continues, int done)
{
    private readonly List<int> _progress = [];
    private int _done = done;

    public bool Next(bool condition, int progress = 0)
    {
        if (!condition) return false;
        _progress.Add(progress);
        if (stuckAfter > 0 && _progress.Count > stuckAfter && _progress[^(stuckAfter + 1)..].Distinct().Count() == 1)
            return AtBound(new LoopStuckException("", stuckAfter));
        if (_done >= max) return AtBound(new LoopLimitException("", max));
        _done++;
        return true;
    }

    private bool AtBound(Exception failure)
    {
        world.ReachedLoopBound = true;
        return continues ? false : throw failure;
    }
}
