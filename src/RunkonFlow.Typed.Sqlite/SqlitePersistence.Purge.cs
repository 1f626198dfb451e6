using RunkonFlow.Typed.Sqlite.Rows;
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

    // A bucket that is full is like one that was never used.
    private const string DeleteFullBuckets = "DELETE FROM rate WHERE full_at <= ?1";

    private const string DeleteRoot = "DELETE FROM run WHERE id = ?1";

    private const string IsExpired =
        """
        SELECT 1
        FROM run AS r
        WHERE r.id = ?1 AND r.ended_at < ?2
          AND NOT EXISTS (SELECT 1 FROM run_detail AS t JOIN run AS c ON c.key = t.run
                          WHERE t.root = r.id AND t.parent IS NOT NULL AND (c.ended_at IS NULL OR c.ended_at >= ?2))
        """;

    /// <inheritdoc/>
    public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTrees, 1);
        var roots = await ReadAsync((endedBefore, maxTrees), static (connection, asked) =>
        {
            var found = new List<RunId>();
            var rows = connection[SelectTrees].Bind(asked.endedBefore).Bind((long)asked.maxTrees);
            while (rows.Step()) found.Add(rows.RunId(0));
            return found;
        }, cancellationToken).ConfigureAwait(false);

        _ = await WriteAsync(session => session.Connection[DeleteFullBuckets].Bind(session.Now * 1000).Run(), cancellationToken).ConfigureAwait(false);

        // One tree at a time, so that nobody waits long for the write lock.
        var runs = 0;
        foreach (var root in roots)
            runs += await WriteAsync(session => PurgeTree(session, root, endedBefore), cancellationToken).ConfigureAwait(false);
        return runs;
    }

    // The tree is looked at again under the lock in which it is deleted: a retry may have brought it back to life.
    private static int PurgeTree(WriteSession session, RunId root, DateTimeOffset endedBefore)
    {
        var connection = session.Connection;
        if (connection[IsExpired].Bind(root).Bind(endedBefore).ReadInt64() is null) return 0;
        return connection[DeleteChildren].Bind(root).Run() + connection[DeleteRoot].Bind(root).Run();
    }
}
