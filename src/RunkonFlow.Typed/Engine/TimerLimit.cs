namespace RunkonFlow.Typed.Engine;

/// <summary>What a timer of the platform can wait for.</summary>
internal static class TimerLimit
{
    // The platform's own limit is 2^32 - 2 milliseconds, not quite fifty days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    /// <summary>
    /// Whether a deadline is near enough to set a timer for it. For a later one none is needed: it is a column, and long before
    /// it comes the run was parked and claimed again.
    /// </summary>
    public static bool Reaches(TimeSpan wait) => wait <= s_longest;

    /// <summary>As much of a wait as one timer can take; whoever waits looks at the clock again behind it.</summary>
    public static TimeSpan Within(TimeSpan wait) => wait < s_longest ? wait : s_longest;
}
