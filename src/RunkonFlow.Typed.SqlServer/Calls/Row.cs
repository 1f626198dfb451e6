using Microsoft.Data.SqlClient;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>Reads columns by their places.</summary>
internal static class Row
{
    public static string? TextOrNull(this SqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] Bytes(this SqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);

    public static RunId RunId(this SqlDataReader row, int column) => Typed.RunId.Parse(row.GetString(column));

    public static RunId? RunIdOrNull(this SqlDataReader row, int column) => row.IsDBNull(column) ? null : row.RunId(column);

    public static DateTimeOffset Time(this SqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this SqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static long? LongOrNull(this SqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static int? IntOrNull(this SqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
