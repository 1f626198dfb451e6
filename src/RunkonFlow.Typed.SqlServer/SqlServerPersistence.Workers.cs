using System.Collections.Concurrent;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Rows;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    private readonly ConcurrentDictionary<string, Guid> _unansweredClaims = new();
    private Guid _lastClaim;

    /// <inheritdoc/>
    public ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentException.ThrowIfNullOrEmpty(worker.Token);
        var call = new Call("register_worker_v1").Text("token", worker.Token, 200).Text("host", worker.Host, 400).Long("ttl_ms", Milliseconds(worker.TimeToLive));
        return ReadRowAsync(call, row => new WorkerLease(worker.Token, row.GetInt64(0), row.Time(1)), null!, cancellationToken, isHeartbeat: true);
    }

    /// <inheritdoc/>
    public ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var call = new Call("heartbeat_v1")
            .Text("token", lease.Token, 200).Long("version", lease.Version).Guid("beat", Guid.NewGuid()).Long("ttl_ms", Milliseconds(timeToLive));
        return ReadRowAsync<WorkerLease?>(call, row => new WorkerLease(lease.Token, row.GetInt64(0), row.Time(1)), null, cancellationToken, isHeartbeat: true);
    }

    /// <inheritdoc/>
    public async ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default)
        => await ReadRowAsync(new Call("retire_worker_v1").Text("token", token, 200), static _ => 0, 0, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default)
        => ReadRowAsync(new Call("recover_expired_v1"), static row => row.GetInt32(0), 0, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PoisonLimit, 1);
        var most = Math.Min(request.Max, into.Count);
        if (most < 1) return new(0, await GetUtcNowAsync(cancellationToken).ConfigureAwait(false), null);
        var workflows = new TableRows(TableType.Workflows);
        foreach (var workflow in request.Workflows) workflows.Text(workflow.Name).Int(workflow.Version).Text(workflow.Shape);
        // A claim that failed may have been carried out: the worker's next one takes its id, and gets what it got.
        var id = _unansweredClaims.TryRemove(request.Worker, out var unanswered) ? unanswered : Guid.NewGuid();
        var call = new Call("claim_runs_v1")
            .Text("worker", request.Worker, 200).Guid("claim_id", id).Text("namespace", request.Namespace, 200).Int("most", most)
            .Int("poison_limit", request.PoisonLimit).Texts("queues", TextRows(request.Queues), "workflows", workflows);
        try
        {
            var answer = await _caller.RunAsync(call, (reader, token) => ClaimReader.ReadAsync(reader, into, token), cancellationToken).ConfigureAwait(false);
            _lastClaim = id;
            return answer;
        }
        catch
        {
            _unansweredClaims[request.Worker] = id;
            throw;
        }
    }

    /// <summary>Makes as if the reply to a worker's last claim had been lost.</summary>
    internal void RepeatClaim(string worker) => _unansweredClaims[worker] = _lastClaim;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RunNews>> GetNewsAsync(string worker, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(
            new Call("get_news_v1").Text("worker", worker, 200), static row => new RunNews(row.RunId(0), (RunRequests)row.GetByte(1), row.GetInt64(2)), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default)
        => ReadRowAsync(new Call("get_next_due_v1").Text("namespace", @namespace, 200), static row => row.TimeOrNull(0), null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<LeaseAnswer> AcquireLeaseAsync(RunId id, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        var call = new Call("acquire_lease_v1").Id("run_id", id).Text("token", token, 200).Long("ttl_ms", Milliseconds(timeToLive));
        return ReadRowAsync(
            call,
            static row => (LeaseRefusal)row.GetInt32(0) switch
            {
                LeaseRefusal.None => new LeaseAnswer(row.GetInt64(1), LeaseRefusal.None, row.TextOrNull(2), row.TimeOrNull(3)),
                LeaseRefusal.Held => new(null, LeaseRefusal.Held, row.TextOrNull(2), row.TimeOrNull(3)),
                var refusal => new(null, refusal),
            },
            default, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewLeaseAsync(RunFence fence, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        var call = new Call("renew_lease_v1")
            .Id("run_id", fence.RunId).Long("generation", fence.Generation).Text("token", token, 200).Long("ttl_ms", Milliseconds(timeToLive));
        return ReadRowAsync(call, static row => row.GetInt32(0) == 1, false, cancellationToken, isHeartbeat: true);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseLeaseAsync(RunFence fence, string token, CancellationToken cancellationToken = default)
    {
        var call = new Call("release_lease_v1").Id("run_id", fence.RunId).Long("generation", fence.Generation).Text("token", token, 200).Guid("call_id", Guid.NewGuid());
        return ReadRowAsync(call, static row => row.GetInt32(0) == 1, false, cancellationToken);
    }
}
