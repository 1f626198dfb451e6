namespace RunkonFlow.Typed.Persistence;

/// <summary>Moments as stores keep them: UTC milliseconds since 1970, rounded down; <see cref="None"/> for no moment.</summary>
internal static class StoreTime
{
    public const long None = long.MinValue;

    public static long Of(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    public static long Of(DateTimeOffset? moment) => moment is { } value ? value.ToUnixTimeMilliseconds() : None;

    public static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? MomentOrNull(long milliseconds)
        => milliseconds == None ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>As events show a moment: <c>2026-01-31T12:00:00.000Z</c>.</summary>
    public static string ToText(long milliseconds)
        => Moment(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
