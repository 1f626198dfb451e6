namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>Values as columns take them.</summary>
internal static class Cell
{
    /// <summary>Bytes; null when there are none.</summary>
    public static byte[]? BytesOrNull(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : bytes.ToArray();

    /// <summary>A moment in whole milliseconds, rounded down.</summary>
    public static DateTime Time(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Unspecified);
    }

    /// <inheritdoc cref="Time(DateTimeOffset)"/>
    public static DateTime? Time(DateTimeOffset? moment) => moment is { } value ? Time(value) : null;
}
