using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Sqlite;

// Event sinks.
public sealed partial class SqlitePersistence
{
    private const string InsertSink =
        "INSERT INTO sink (name, cursor) VALUES (?1, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'feed'), 0)) ON CONFLICT (name) DO NOTHING";

    private const string DeleteSink = "DELETE FROM sink WHERE name = ?1";

    private const string AcquireSink =
        "UPDATE sink SET holder = ?2, held_until = ?3 WHERE name = ?1 AND (holder IS NULL OR holder = ?2 OR held_until <= ?4)";

    private const string ReleaseSink = "UPDATE sink SET holder = NULL, held_until = NULL WHERE name = ?1 AND holder = ?2";

    private const string SelectCursor = "SELECT cursor FROM sink WHERE name = ?1";

    private const string SelectFeed =
        "SELECT f.id, r.id, f.first, f.last FROM feed AS f JOIN run AS r ON r.key = f.run WHERE f.id > ?1 ORDER BY f.id LIMIT ?2";

    private const string AdvanceSink =
        "UPDATE sink SET cursor = max(cursor, ?3) WHERE name = ?1 AND holder = ?2 AND held_until > ?4";

    private const string DeleteTaken = "DELETE FROM feed WHERE id <= coalesce((SELECT min(cursor) FROM sink), 9223372036854775807)";

    /// <inheritdoc/>
    public ValueTask RegisterSinkAsync(string sink, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sink);
        return WriteSinkAsync(sink, InsertSink, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask RemoveSinkAsync(string sink, CancellationToken cancellationToken = default) => WriteSinkAsync(sink, DeleteSink, cancellationToken);

    private async ValueTask WriteSinkAsync(string sink, string statement, CancellationToken cancellationToken)
        => await WriteAsync(
            session =>
            {
                var changed = session.Connection[statement].Bind(sink).Run();
                session.Connection[DeleteTaken].Run();
                return changed;
            },
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> AcquireSinkAsync(string sink, string holder, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero);
        return WriteAsync(
            session => session.Connection[AcquireSink]
                .Bind(sink).Bind(holder).Bind(session.Now + (long)timeToLive.TotalMilliseconds).Bind(session.Now).Run() == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseSinkAsync(string sink, string holder, CancellationToken cancellationToken = default)
        => await WriteAsync(session => session.Connection[ReleaseSink].Bind(sink).Bind(holder).Run(), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<EventBatch> ReadSinkAsync(string sink, int maxCommits = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCommits, 1);
        return ReadAsync((sink, maxCommits), static (connection, asked) =>
        {
            var cursor = connection[SelectCursor].Bind(asked.sink).ReadInt64() ?? long.MaxValue;
            var entries = new List<(RunId Run, long First, long Last)>();
            var rows = connection[SelectFeed].Bind(cursor).Bind((long)asked.maxCommits);
            while (rows.Step())
            {
                cursor = rows.Int64(0);
                entries.Add((rows.RunId(1), rows.Int64(2), rows.Int64(3)));
            }
            var events = new List<RunEvent>();
            foreach (var (run, first, last) in entries) events.AddRange(EventReader.List(connection, run, first - 1, (int)(last - first + 1)));
            return new EventBatch(events, cursor);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> AdvanceSinkAsync(string sink, string holder, long cursor, CancellationToken cancellationToken = default)
        => WriteAsync(
            session =>
            {
                if (session.Connection[AdvanceSink].Bind(sink).Bind(holder).Bind(cursor).Bind(session.Now).Run() == 0) return false;
                session.Connection[DeleteTaken].Run();
                return true;
            },
            cancellationToken);
}
