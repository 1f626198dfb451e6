using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>Limits over all workers: permits for so many at once, buckets for so many in a time.</summary>
internal sealed class Limits(WriteSession session)
{
    private const string SelectNamespace = "SELECT namespace FROM run WHERE key = ?1";

    private const string SelectBucket = "SELECT full_at FROM rate WHERE namespace = ?1 AND key = ?2";

    private const string UpsertBucket = "INSERT OR REPLACE INTO rate (namespace, key, full_at) VALUES (?1, ?2, ?3)";

    private const string HasPermit = "SELECT 1 FROM permit WHERE namespace = ?1 AND key = ?2 AND run = ?3 AND node_id = ?4 AND path = ?5";

    private const string CountPermits = "SELECT count(*) FROM permit WHERE namespace = ?1 AND key = ?2";

    private const string UpsertPermit =
        "INSERT OR REPLACE INTO permit (namespace, key, run, node_id, path, is_used) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private const string StandInLine =
        "INSERT OR IGNORE INTO permit_line (namespace, key, run, node_id, path, max) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private const string LeaveLine = "DELETE FROM permit_line WHERE run = ?1 AND key = ?2 AND node_id = ?3 AND path = ?4";

    private const string MarkRun = "UPDATE run SET has_limits = 1 WHERE key = ?1";

    private const string SelectFirst =
        "SELECT id, run, node_id, path, max FROM permit_line WHERE namespace = ?1 AND key = ?2 ORDER BY id LIMIT 1";

    private const string DeleteFirst = "DELETE FROM permit_line WHERE id = ?1";

    // What is meant: one node, or all but the run as a whole, or all; and only what is in use, or what stands in line as well.
    private const string IsMeant = "run = ?1 AND (?2 IS NULL OR (node_id = ?2 AND path = ?3)) AND (?4 = 0 OR node_id <> '')";

    private const string SelectKeys =
        "SELECT key FROM permit WHERE " + IsMeant + " AND (?5 = 0 OR is_used = 1) UNION SELECT key FROM permit_line WHERE ?5 = 0 AND " + IsMeant + " ORDER BY key";

    private const string DeletePermits = "DELETE FROM permit WHERE " + IsMeant + " AND (?5 = 0 OR is_used = 1)";

    private const string DeletePlaces = "DELETE FROM permit_line WHERE ?5 = 0 AND " + IsMeant;

    private const string HasAny = "SELECT EXISTS (SELECT 1 FROM permit WHERE run = ?1) OR EXISTS (SELECT 1 FROM permit_line WHERE run = ?1)";

    /// <summary>The first limit that is reached, or null. Its node stands in line then; nothing else is changed.</summary>
    public (string Key, int Place, DateTimeOffset? RetryAt)? Check(RunCommit commit, long now)
    {
        var run = session.Run;
        var @namespace = Namespace();
        for (var i = 0; i < commit.Limits.Count; i++)
        {
            var request = commit.Limits[i];
            if (request.Per is { } per)
            {
                var (fullAt, retryAt) = TryToken(@namespace, commit.Limits, i, per, now);
                if (fullAt is null) return (request.Key, i, StoreTime.Moment(retryAt));
            }
            else if (!HasRoom(@namespace, commit.Limits, i))
            {
                BindNode(StandInLine, @namespace, request).Bind((long)request.Limit).Run();
                session.Connection[MarkRun].Bind(run.Key).Run();
                return (request.Key, i, null);
            }
        }
        return null;
    }

    /// <summary>Takes what <see cref="Check"/> has found to be there.</summary>
    public void Take(List<LimitRequest> requests, long now)
    {
        var run = session.Run;
        var @namespace = Namespace();
        foreach (var request in requests)
        {
            if (request.Per is { } per)
            {
                var fullAt = RateBucket.Take(FullAt(@namespace, request.Key), request.Limit, per, now).FullAt!.Value;
                session.Connection[UpsertBucket].Bind(@namespace).Bind(request.Key).Bind(fullAt).Run();
                continue;
            }
            BindNode(UpsertPermit, @namespace, request).Bind(true).Run();
            session.Connection[LeaveLine].Bind(run.Key).Bind(request.Key).Bind(request.NodeId).Bind(request.Path.ToString()).Run();
            run.HasLimits = true;
        }
    }

    /// <summary>Gives back what the ended rows of a commit held, or stood in line for.</summary>
    public void ReleaseEnded(RunCommit commit, long now)
    {
        foreach (var write in commit.Steps)
        {
            if (!write.Status.IsTerminal() || commit.Limits.Exists(limit => limit.NodeId == write.NodeId && limit.Path == write.Path)) continue;
            Release(write.NodeId, write.Path.ToString(), sparesRun: false, onlyUsed: false, now);
        }
    }

    /// <summary>The run has no owner any more: what its nodes use is given back.</summary>
    public void ReleaseUsed(long now) => Release(null, null, sparesRun: true, onlyUsed: true, now);

    /// <summary>The run is set aside: its nodes hold nothing and stand in no line.</summary>
    public void ReleaseNodes(long now) => Release(null, null, sparesRun: true, onlyUsed: false, now);

    /// <summary>The run ends.</summary>
    public void ReleaseAll(long now) => Release(null, null, sparesRun: false, onlyUsed: false, now);

    private void Release(string? nodeId, string? path, bool sparesRun, bool onlyUsed, long now)
    {
        var run = session.Run;
        var keys = new List<string>();
        var rows = Bind(SelectKeys);
        while (rows.Step()) keys.Add(rows.Text(0));
        Bind(DeletePlaces).Run();
        Bind(DeletePermits).Run();
        var @namespace = Namespace();
        foreach (var key in keys) HandOver(@namespace, key, now);
        run.HasLimits = session.Connection[HasAny].Bind(run.Key).ReadInt64() == 1;

        Statement Bind(string sql) => session.Connection[sql].Bind(run.Key).Bind(nodeId).Bind(path).Bind(sparesRun).Bind(onlyUsed);
    }

    /// <summary>Gives free permits to the first in line and wakes their runs.</summary>
    private void HandOver(string @namespace, string key, long now)
    {
        var connection = session.Connection;
        while (true)
        {
            var row = connection[SelectFirst].Bind(@namespace).Bind(key);
            if (!row.Step()) return;
            var (id, run, nodeId, path, max) = (row.Int64(0), row.Int64(1), row.Text(2), row.Text(3), row.Int64(4));
            row.Reset();
            if (connection[CountPermits].Bind(@namespace).Bind(key).ReadInt64() >= max) return;
            connection[DeleteFirst].Bind(id).Run();
            connection[UpsertPermit].Bind(@namespace).Bind(key).Bind(run).Bind(nodeId).Bind(path).Bind(false).Run();
            if (!session.Enter(run)) continue;
            session.Wake(now);
            session.Leave();
        }
    }

    /// <summary>What taking a token leaves, after those that the requests before it take.</summary>
    private (long? FullAt, long RetryAt) TryToken(string @namespace, List<LimitRequest> requests, int place, TimeSpan per, long now)
    {
        var request = requests[place];
        var fullAt = FullAt(@namespace, request.Key);
        for (var earlier = 0; earlier < place; earlier++)
            if (requests[earlier] is { Per: { } time } other && other.Key == request.Key) fullAt = RateBucket.Take(fullAt, other.Limit, time, now).FullAt!.Value;
        return RateBucket.Take(fullAt, request.Limit, per, now);
    }

    private bool HasRoom(string @namespace, List<LimitRequest> requests, int place)
    {
        var request = requests[place];
        if (Holds(@namespace, request)) return true;
        var taken = session.Connection[CountPermits].Bind(@namespace).Bind(request.Key).ReadInt64()!.Value;
        for (var earlier = 0; earlier < place; earlier++)
        {
            if (requests[earlier] is not { Per: null } other || other.Key != request.Key) continue;
            if (other.NodeId == request.NodeId && other.Path == request.Path) return true;
            if (!Holds(@namespace, other)) taken++;
        }
        return taken < request.Limit;
    }

    private bool Holds(string @namespace, in LimitRequest request) => BindNode(HasPermit, @namespace, request).ReadInt64() is not null;

    private Statement BindNode(string sql, string @namespace, in LimitRequest request)
        => session.Connection[sql].Bind(@namespace).Bind(request.Key).Bind(session.Run.Key).Bind(request.NodeId).Bind(request.Path.ToString());

    private long FullAt(string @namespace, string key) => session.Connection[SelectBucket].Bind(@namespace).Bind(key).ReadInt64() ?? 0;

    private string Namespace() => session.Connection[SelectNamespace].Bind(session.Run.Key).ReadText()!;
}
