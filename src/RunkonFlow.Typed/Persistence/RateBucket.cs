namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// A token bucket as one number: the moment, in microseconds, at which it is full again. Whole numbers, so that all stores
/// answer alike.
/// </summary>
internal static class RateBucket
{
    /// <summary>Takes a token.</summary>
    /// <param name="fullAt">The stored number; 0 for a new bucket.</param>
    /// <param name="limit">How many tokens it holds.</param>
    /// <param name="per">How long it takes to fill.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <returns>The number to store, or null and from when on, in milliseconds, there is a token.</returns>
    public static (long? FullAt, long RetryAt) Take(long fullAt, int limit, TimeSpan per, long now)
    {
        var whole = Math.Max(1000, per.Ticks / TimeSpan.TicksPerMicrosecond);
        var one = Math.Max(1, whole / limit);
        var at = now * 1000;
        var next = Math.Max(at, fullAt) + one;
        // With every token out it takes the whole time to be full: no further one is there.
        return next - at <= whole ? (next, now) : (null, (next - whole + 999) / 1000);
    }
}
