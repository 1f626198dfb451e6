using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>
/// Reads a run's events: the run's own first one, those that are rows, and those that stand on step rows. Their numbers were
/// taken from one counter in the run's row, so together they have no gap.
/// </summary>
internal static class EventReader
{
    private const string SelectRun = "SELECT key, events, events_trimmed FROM run WHERE id = ?1";

    private const string SelectEvents =
        """
        SELECT 1 AS number, 'run-created' AS kind, NULL AS node_id, NULL AS path, 0 AS attempt, NULL AS detail, created_at AS at
        FROM run
        WHERE key = ?1 AND ?2 < 1
        UNION ALL
        SELECT number, kind, node_id, path, attempt, detail, at
        FROM event
        WHERE run = ?1 AND number > ?2
        UNION ALL
        SELECT start_event, 'step-started', node_id, path, attempt, NULL, start_at
        FROM step
        WHERE run = ?1 AND start_event > ?2
        UNION ALL
        SELECT end_event, 'step-' || replace(status, '_', '-'), node_id, path, attempt, error, end_at
        FROM step
        WHERE run = ?1 AND end_event > ?2
        ORDER BY number
        LIMIT ?3
        """;

    public static IReadOnlyList<RunEvent> List(Connection connection, RunId run, long after, int max)
    {
        var row = connection[SelectRun].Bind(run);
        if (!row.Step()) return [];
        var (key, last, trimmed) = (row.Int64(0), row.Int64(1), row.Int64(2));
        row.Reset();
        // Who watches asks often and mostly in vain; that must not depend on how many steps there are.
        if (last <= after) return [];
        var events = new List<RunEvent>();
        var rows = connection[SelectEvents].Bind(key).Bind(Math.Max(trimmed, after)).Bind((long)max);
        while (rows.Step())
            events.Add(new(run, rows.Int64(0), rows.Text(1), rows.TextOrNull(2), rows.TextOrNull(3), rows.Int32(4), rows.TextOrNull(5), rows.Time(6)));
        return events;
    }
}
