using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    // A tree ends when its last member does; roots are looked at in the order of their own ends, which comes before.
    private const string SelectTrees =
        """
        SELECT r.id, coalesce((SELECT max(c.ended_at) FROM run_detail AS t JOIN run AS c ON c.key = t.run
                               WHERE t.root = r.id AND t.parent IS NOT NULL), 0) AS last
        FROM run AS r
        JOIN run_detail AS d ON d.run = r.key
        WHERE r.ended_at < ?1 AND d.parent IS NULL
          AND NOT EXISTS (SELECT 1 FROM run_detail AS t JOIN run AS c ON c.key = t.run
                          WHERE t.root = r.id AND t.parent IS NOT NULL AND (c.ended_at IS NULL OR c.ended_at >= ?1))
        ORDER BY max(r.ended_at, last), r.key
        LIMIT ?2
        """;

    private const string DeleteChildren =
        "DELETE FROM run WHERE key IN (SELECT run FROM run_detail WHERE root = ?1 AND parent IS NOT NULL)";

    private const string DeleteRoot = "DELETE FROM run WHERE id = ?1";

    /// <inheritdoc/>
    public ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTrees, 1);
        return WriteAsync(session => Purge(session, endedBefore, maxTrees), cancellationToken);
    }

    // Trees are chosen and deleted under one write lock, so none can come back to life between the two.
    private static int Purge(WriteSession session, DateTimeOffset endedBefore, int maxTrees)
    {
        var roots = new List<string>();
        var rows = session.Connection[SelectTrees].Bind(endedBefore).Bind((long)maxTrees);
        while (rows.Step()) roots.Add(rows.Text(0));
        var runs = 0;
        foreach (var root in roots)
        {
            runs += session.Connection[DeleteChildren].Bind(root).Run();
            runs += session.Connection[DeleteRoot].Bind(root).Run();
        }
        return runs;
    }
}
