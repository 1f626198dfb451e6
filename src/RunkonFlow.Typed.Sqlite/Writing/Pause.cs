using System.Diagnostics;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>Short pauses between two tries at a lock, on a thread that has nothing else to do. Real time: the other process has no other.</summary>
internal static class Pause
{
    private static readonly long s_firstTicks = Stopwatch.Frequency / 5000;

    [ThreadStatic]
    private static ManualResetEventSlim? t_never;

    /// <summary>0.2 ms for the first try, later up to 5 ms, jittered.</summary>
    public static void ForRetry(int tries)
    {
        if (tries == 0)
        {
            var end = Stopwatch.GetTimestamp() + s_firstTicks;
            while (Stopwatch.GetTimestamp() < end) Thread.Yield();
            return;
        }
        (t_never ??= new ManualResetEventSlim(false, 0)).Wait(Random.Shared.Next(1, Math.Min(tries, 4) + 2));
    }
}
