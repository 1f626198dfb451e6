using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    private readonly Dictionary<string, OwnerRow> _workers = [];
    private readonly OwnerRow _leaseHolders = new("", isWorker: false);
    private readonly List<ClaimBucket> _asked = [];
    private long _workerVersion;

    /// <inheritdoc/>
    public ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentException.ThrowIfNullOrEmpty(worker.Token);
        ThrowIfNotPositive(worker.TimeToLive);
        lock (_lock)
        {
            if (!_workers.TryGetValue(worker.Token, out var row)) _workers.Add(worker.Token, row = new(worker.Token, isWorker: true));
            return new(Renew(row, worker.TimeToLive));
        }
    }

    /// <inheritdoc/>
    public ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ThrowIfNotPositive(timeToLive);
        lock (_lock)
        {
            return new(_workers.TryGetValue(lease.Token, out var row) && row.Version == lease.Version ? Renew(row, timeToLive) : null);
        }
    }

    private WorkerLease Renew(OwnerRow row, TimeSpan timeToLive)
    {
        row.Version = ++_workerVersion;
        row.LeaseUntil = Now() + (long)timeToLive.TotalMilliseconds;
        return new(row.Token, row.Version, StoreTime.Moment(row.LeaseUntil));
    }

    /// <inheritdoc/>
    public ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_workers.Remove(token, out var row)) FreeAll(row, Now());
            return default;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var now = Now();
            var freed = 0;
            foreach (var row in _workers.Values)
            {
                if (row.LeaseUntil > now) continue;
                _workers.Remove(row.Token);
                freed += FreeAll(row, now);
            }
            for (var run = _leaseHolders.First; run is not null;)
            {
                var next = run.NextOwned;
                if (!IsOwnerAlive(run, now))
                {
                    Free(run, now);
                    freed++;
                }
                run = next;
            }
            return new(freed);
        }
    }

    private int FreeAll(OwnerRow owner, long now)
    {
        var freed = 0;
        while (owner.First is { } run)
        {
            Free(run, now);
            freed++;
        }
        return freed;
    }

    /// <inheritdoc/>
    public ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PoisonLimit, 1);
        lock (_lock)
        {
            var now = Now();
            if (!_workers.TryGetValue(request.Worker, out var worker) || worker.LeaseUntil <= now) return new(Answer(request, 0, now));
            Ask(request, now);
            var claimed = 0;
            while (claimed < request.Max && claimed < into.Count && Next(now) is { } run)
            {
                if (run.ClaimsWithoutProgress >= request.PoisonLimit)
                {
                    SetStatus(run, RunStatus.Suspended, StoreTime.None, now, SuspendReason.Poison);
                    Place(run, now);
                    continue;
                }
                Claim(run, worker, now);
                Fill(into[claimed++], run, now);
            }
            return new(claimed < request.Max && claimed < into.Count ? Answer(request, claimed, now) : new(claimed, StoreTime.Moment(now), null));
        }
    }

    private ClaimAnswer Answer(ClaimRequest request, int claimed, long now) => new(claimed, StoreTime.Moment(now), NextDue(request.Namespace));

    /// <summary>Collects where the runs that a worker asks for are, and gives those another try that a new shape may fit.</summary>
    private void Ask(ClaimRequest request, long now)
    {
        _asked.Clear();
        foreach (var queue in request.Queues)
        {
            foreach (var workflow in request.Workflows)
            {
                if (!_buckets.TryGetValue(new(request.Namespace, queue, workflow.Name, workflow.Version), out var bucket)) continue;
                _asked.Add(bucket);
                for (var i = bucket.Incompatible.Count - 1; i >= 0; i--) TryShape(bucket.Incompatible[i], workflow.Shape, now);
            }
        }
    }

    private void TryShape(RunRow run, string shape, long now)
    {
        if (run.Extras is { } extras && extras.TriedShapes.Contains(shape)) return;
        AddTriedShape(run, shape);
        SetStatus(run, RunStatus.Pending, now, now);
        Place(run, now);
    }

    private RunRow? Next(long now)
    {
        RunRow? first = null;
        foreach (var bucket in _asked)
            if (bucket.Head(now) is { } run && (first is null || RunHeap.IsClaimedBefore(run, first))) first = run;
        return first;
    }

    private void Claim(RunRow run, OwnerRow worker, long now)
    {
        run.Generation++;
        run.ClaimsWithoutProgress++;
        run.Digest = default;
        run.BlockedOn = null;
        Own(run, worker, worker.Token, StoreTime.None);
        SetStatus(run, run.Status == RunStatus.Cancelling ? RunStatus.Cancelling : RunStatus.Running, StoreTime.None, now);
    }

    private static void Fill(ClaimedRun claimed, RunRow run, long now)
    {
        claimed.RunId = run.Id;
        claimed.WorkflowName = run.Bucket.Key.WorkflowName;
        claimed.WorkflowVersion = run.Bucket.Key.WorkflowVersion;
        claimed.Generation = run.Generation;
        claimed.Sequence = run.Sequence;
        claimed.Status = run.Status;
        claimed.Requests = run.Requests;
        claimed.CancelRequest = run.CancelRequest;
        claimed.IsFinalizing = run.IsFinalizing;
        claimed.FinalizersDueAt = StoreTime.MomentOrNull(run.FinalizersDueAt);
        claimed.DryRun = run.DryRun;
        claimed.ItemNode = run.ItemNode;
        claimed.Failure = run.IsFinalizing ? run.Failure.Memory : default;
        claimed.CreatedAt = StoreTime.Moment(run.CreatedAt);
        claimed.Input = run.Input.Memory;
        claimed.Frame = run.Frame.Memory;
        claimed.Shape = run.Shape;
        claimed.InboxSequence = run.InboxSequence;
        claimed.LastPosition = run.Steps.Latest?.Position ?? 0;
        claimed.IsRoot = run.Parent is null;
        claimed.Epoch = run.Epoch;
        claimed.Now = StoreTime.Moment(now);
        claimed.TraceParent = run.TraceParent;
        claimed.Values.Clear();
        claimed.Progress.Clear();
        if (run.Extras is { } extras)
        {
            claimed.Values.AddRange(extras.Values);
            claimed.Progress.AddRange(extras.Progress);
        }
        claimed.OpenSteps.Clear();
        for (var row = run.Steps.FirstOpen; row is not null; row = row.NextOpen) claimed.OpenSteps.Add(row.ToOpenStep());
        run.Steps.AddLatestOperation(claimed.OpenSteps);
        claimed.OpenSteps.Sort(s_byPosition);
    }

    // Compares without a closure; a total order, as rows are listed.
    private static readonly Comparison<OpenStep> s_byPosition = static (left, right) => StepOrder.Compare(
        left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunNews>> GetNewsAsync(string worker, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!_workers.TryGetValue(worker, out var row)) return new([]);
            List<RunNews>? news = null;
            for (var run = row.First; run is not null; run = run.NextOwned)
                if (run.Requests != RunRequests.None || run.InboxSequence > run.SeenInbox) (news ??= []).Add(new(run.Id, run.Requests, run.InboxSequence));
            return news is null ? new([]) : new(news);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default)
    {
        lock (_lock) return new(NextDue(@namespace));
    }

    private DateTimeOffset? NextDue(string name)
    {
        long? next = null;
        foreach (var bucket in _buckets.Values)
            if (bucket.Key.Namespace == name && bucket.NextDue() is { } due && (next is null || due < next)) next = due;
        return next is { } milliseconds ? StoreTime.Moment(milliseconds) : null;
    }

    private static void ThrowIfNotPositive(TimeSpan timeToLive)
        => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero, nameof(timeToLive));
}
