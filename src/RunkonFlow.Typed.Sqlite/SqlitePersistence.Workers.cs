using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    private const string UpsertWorker =
        """
        INSERT INTO worker (token, host, version, lease_until)
        VALUES (?1, ?2, 1, ?3)
        ON CONFLICT (token) DO UPDATE SET host = excluded.host, version = version + 1, lease_until = excluded.lease_until
        RETURNING version
        """;

    private const string RenewWorker =
        """
        UPDATE worker
        SET version = version + 1, lease_until = ?3
        WHERE token = ?1 AND version = ?2
        RETURNING version
        """;

    private const string DeleteWorker = "DELETE FROM worker WHERE token = ?1";

    private const string SelectDeadWorkers = "SELECT token FROM worker WHERE lease_until <= ?1";

    private const string SelectOwned = "SELECT key FROM run INDEXED BY run_owner WHERE owner = ?1 AND lease_until IS NULL";

    private const string SelectExpiredLeases = "SELECT key FROM run INDEXED BY run_lease WHERE lease_until <= ?1";

    private const string HasExpired =
        "SELECT EXISTS (SELECT 1 FROM worker WHERE lease_until <= ?1) OR EXISTS (SELECT 1 FROM run WHERE lease_until <= ?1)";

    private const string SelectNews =
        """
        SELECT r.id, r.requests, r.inbox
        FROM run AS r
        WHERE r.owner = ?1 AND r.lease_until IS NULL AND (r.requests <> 0 OR r.inbox > r.seen_inbox) AND EXISTS (SELECT 1 FROM worker WHERE token = ?1)
        """;

    /// <inheritdoc/>
    public ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentException.ThrowIfNullOrEmpty(worker.Token);
        var timeToLive = Milliseconds(worker.TimeToLive);
        return WriteAsync(session =>
        {
            var until = session.Now + timeToLive;
            var version = session.Connection[UpsertWorker].Bind(worker.Token).Bind(worker.Host).Bind(until).ReadInt64()!.Value;
            return new WorkerLease(worker.Token, version, StoreTime.Moment(until));
        }, cancellationToken, isUrgent: true);
    }

    /// <inheritdoc/>
    public ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var milliseconds = Milliseconds(timeToLive);
        return WriteAsync(session =>
        {
            var until = session.Now + milliseconds;
            var version = session.Connection[RenewWorker].Bind(lease.Token).Bind(lease.Version).Bind(until).ReadInt64();
            return version is { } renewed ? new WorkerLease(lease.Token, renewed, StoreTime.Moment(until)) : null;
        }, cancellationToken, isUrgent: true);
    }

    /// <inheritdoc/>
    public async ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default)
        => await WriteAsync(session => Retire(session, token), cancellationToken).ConfigureAwait(false);

    private static int Retire(WriteSession session, string token)
        => session.Connection[DeleteWorker].Bind(token).Run() == 0 ? 0 : Free(session, session.Connection[SelectOwned].Bind(token));

    /// <inheritdoc/>
    public async ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default)
    {
        // Asked by every worker all the time; the write lock is for when there is something to do.
        var isNeeded = await ReadAsync(Now(), static (connection, now) => connection[HasExpired].Bind(now).ReadInt64() == 1, cancellationToken)
            .ConfigureAwait(false);
        return isNeeded ? await WriteAsync(RecoverExpired, cancellationToken).ConfigureAwait(false) : 0;
    }

    private static int RecoverExpired(WriteSession session)
    {
        var now = session.Now;
        var dead = new List<string>();
        var rows = session.Connection[SelectDeadWorkers].Bind(now);
        while (rows.Step()) dead.Add(rows.Text(0));
        var freed = 0;
        foreach (var token in dead) freed += Retire(session, token);
        return freed + Free(session, session.Connection[SelectExpiredLeases].Bind(now));
    }

    private static int Free(WriteSession session, Statement keys)
    {
        var runs = new List<long>();
        while (keys.Step()) runs.Add(keys.Int64(0));
        foreach (var key in runs)
        {
            session.Run.Load(session.Connection, key);
            session.Free(session.Now);
            session.Run.Save(session.Connection);
        }
        return runs.Count;
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PoisonLimit, 1);
        // An idle worker asks again and again: that must not cost the others the write lock.
        var asked = (Request: request, Max: Math.Min(request.Max, into.Count), Now: Now());
        var nothing = await ReadAsync(asked, static (connection, asked) => Claims.AnswerNothing(connection, asked.Request, asked.Max, asked.Now), cancellationToken)
            .ConfigureAwait(false);
        return nothing ?? await WriteAsync(session => Claims.Claim(session, request, into), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunNews>> GetNewsAsync(string worker, CancellationToken cancellationToken = default)
        => ReadAsync(worker, static (connection, worker) =>
        {
            var news = new List<RunNews>();
            var rows = connection[SelectNews].Bind(worker);
            while (rows.Step()) news.Add(new(rows.RunId(0), (RunRequests)rows.Int32(1), rows.Int64(2)));
            return (IReadOnlyList<RunNews>)news;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default)
        => ReadAsync(@namespace, static (connection, name) => Claims.NextDue(connection, name), cancellationToken);
}
