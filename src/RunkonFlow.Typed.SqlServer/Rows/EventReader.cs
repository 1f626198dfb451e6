using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Rows;

/// <summary>Reads events of runs.</summary>
internal static class EventReader
{
    /// <summary>An event whose columns begin at a place.</summary>
    public static RunEvent Read(RunId run, SqlDataReader row, int at) => new(
        run, row.GetInt64(at), row.GetString(at + 1), row.TextOrNull(at + 2), row.TextOrNull(at + 3), row.GetInt32(at + 4),
        row.TimeOrNull(at + 6) is { } due ? StoreTime.ToText(StoreTime.Of(due)) : row.TextOrNull(at + 5), row.Time(at + 7));

    /// <summary>What a sink is to be given: a result of the cursor, then one of events.</summary>
    public static async ValueTask<EventBatch> ReadBatchAsync(SqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var cursor = reader.GetInt64(0);
        var events = new List<RunEvent>();
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) events.Add(Read(reader.RunId(0), reader, 1));
        return new(events, cursor);
    }
}
