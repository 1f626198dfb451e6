using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    private readonly Dictionary<ClaimKey, ClaimBucket> _buckets = [];

    /// <inheritdoc/>
    public ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock)
        {
            if (FindRun(run.Id) is { } same) return new((same.ToRun(), true));
            if (run.Key is not null && _keys.TryGetValue((run.Namespace, run.WorkflowName, run.Key), out var bound)) return new((bound.ToRun(), true));
            return new((Create(run).ToRun(), false));
        }
    }

    private RunRow Create(NewRun source)
    {
        var parent = source.ParentWorkflowRunId is { } id ? FindRun(id) ?? throw NoRun(id) : null;
        if (parent is { Depth: RunTree.MaxDepth }) throw new ConflictException(RunTree.TooDeep(parent.Id));
        var now = Now();
        var run = _free.TryPop(out var free) ? free : new RunRow(_feed);
        run.Reset();
        run.Id = source.Id;
        run.Serial = ++_serial;
        run.Bucket = BucketOf(new(source.Namespace, source.Queue, source.WorkflowName, source.WorkflowVersion));
        run.WorkflowTitle = source.WorkflowTitle ?? source.WorkflowName;
        run.ParentRunId = source.ParentRunId;
        run.ParentNode = source.ParentNode;
        run.Trigger = source.Trigger;
        run.DefinitionSnapshot = source.DefinitionSnapshot;
        run.Key = source.Key;
        run.TraceParent = source.TraceParent;
        run.Tags = InOrder(source.Tags);
        run.DryRun = source.DryRun;
        run.Priority = source.Priority;
        run.Input.Set(source.Input.Span);
        run.Status = RunStatus.Pending;
        run.CreatedAt = now;
        run.Due = source.DueAt is { } due ? StoreTime.Of(due) : now;
        if (parent is not null) Join(run, parent);

        _runs.Add(run.Id, run);
        _runsBySerial.Add(run.Serial, run);
        if (run.Key is not null) _keys.Add((source.Namespace, source.WorkflowName, run.Key), run);
        run.Events.AddRun(RunEventKinds.Of(null, RunStatus.Pending)!, null, StoreTime.None, now);
        Place(run, now);
        return run;
    }

    private void Join(RunRow run, RunRow parent)
    {
        (run.Parent, run.Root, run.Depth) = (parent, parent.Root, parent.Depth + 1);
        Grow(parent.Root, by: 1);
        run.NextInTree = parent.Root.NextInTree;
        parent.Root.NextInTree = run;
    }

    private ClaimBucket BucketOf(ClaimKey key)
    {
        if (!_buckets.TryGetValue(key, out var bucket)) _buckets.Add(key, bucket = new(key));
        return bucket;
    }

    private static string[] InOrder(IReadOnlyList<string> tags) => tags.Count == 0 ? [] : [.. tags.Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(FindRun(id)?.ToRun());
        }
    }

    /// <inheritdoc/>
    public ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.PageSize, 1000);
        lock (_lock)
        {
            var found = _runs.Values.Where(run => IsWanted(run, query))
                .OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id)
                .Take(query.PageSize + 1).ToArray();
            var page = found.Take(query.PageSize).Select(run => run.ToRun()).ToArray();
            return new(new RunPage(page, found.Length > page.Length ? new(page[^1].CreatedAt, page[^1].Id) : null));
        }
    }

    private static bool IsWanted(RunRow run, RunQuery query)
    {
        if (run.Bucket.Key.Namespace != query.Namespace) return false;
        if (query.Statuses.Count > 0 ? !query.Statuses.Contains(run.Status) : !query.IncludeEnded && run.Status.IsTerminal()) return false;
        if (query.WorkflowName is { } name && run.Bucket.Key.WorkflowName != name) return false;
        if (query.Tag is { } tag && !run.Tags.Contains(tag)) return false;
        if (query.Parent is { } parent && run.Parent?.Id != parent) return false;
        if (!query.IncludeItemRuns && run.Item is not null) return false;
        if (query.CreatedFrom is { } from && run.CreatedAt < StoreTime.Of(from)) return false;
        if (query.CreatedTo is { } to && run.CreatedAt >= StoreTime.Of(to)) return false;
        if (query.After is not { } after) return true;
        var afterAt = StoreTime.Of(after.CreatedAt);
        return run.CreatedAt != afterAt ? run.CreatedAt < afterAt : run.Id < after.Id;
    }

    /// <inheritdoc/>
    public ValueTask<long> UpdateRunStatusAsync(
        RunId id, RunFence? fence, RunStatus status, string? summary = null, string? error = null, CancellationToken cancellationToken = default)
    {
        if (fence is { } stated && stated.RunId != id)
            throw new ArgumentException($"The fence is for run {stated.RunId}, not for {id}.", nameof(fence));
        if (status == RunStatus.Waiting)
            throw new ConflictException("A run waits for something: use SetWaitingAsync, which says for what.");
        lock (_lock)
        {
            var run = fence is { } given ? Fenced(given) : FindRun(id) ?? throw NoRun(id);
            var now = Now();
            if (fence is null) CheckOperator(run, status, now);
            if (!Transitions.IsAllowed(run.Status, status))
                throw new ConflictException($"Run {id} is {run.Status.ToText()} and cannot become {status.ToText()}.");
            if (run.Status == RunStatus.Failed && !IsRetryable(run)) throw new ConflictException(CommandAnswers.FanOutOver.Message);

            (run.ResultSummary, run.Error, run.BlockedOn) = (summary, error, null);
            var keepsOwner = fence is not null && status is RunStatus.Pending or RunStatus.Running or RunStatus.Cancelling;
            var isParked = status is RunStatus.Suspended or RunStatus.Incompatible || status.IsTerminal();
            SetStatus(run, status, keepsOwner || isParked ? StoreTime.None : now, now, error: error);
            if (!keepsOwner)
            {
                Disown(run);
                ReleaseUsed(run, now);
            }
            Place(run, now);
            var sequence = Advance(run);
            Retain();
            return new(sequence);
        }
    }

    private static void CheckOperator(RunRow run, RunStatus status, long now)
    {
        if (IsOwnerAlive(run, now))
            throw new ConflictException($"Run {run.Id} is owned by '{run.OwnerToken}': ask its owner by RequestCancelAsync or RequestPauseAsync.");
        if (status == RunStatus.Running)
            throw new ConflictException($"Run {run.Id} runs only under an owner: acquire its lease and state the fence.");
    }

    /// <inheritdoc/>
    public ValueTask<long> SetWaitingAsync(
        RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var run = Fenced(fence);
            var row = FindStep(stepId) is { } found && found.Run == run ? found : throw NoStep(stepId);
            if (row.Status.IsTerminal() || !Transitions.IsAllowed(row.Status, StepStatus.Waiting))
                throw new ConflictException($"Step '{row.StepName}' of run {run.Id} is {row.Status.ToText()} and cannot wait.");
            if (!Transitions.IsAllowed(run.Status, RunStatus.Waiting))
                throw new ConflictException($"Run {run.Id} is {run.Status.ToText()} and cannot become waiting.");

            var now = Now();
            var from = row.Status;
            row.DueAt = StoreTime.Of(deadline);
            if (row.StartedAt == StoreTime.None) row.StartedAt = now;
            Enter(row, from, StepStatus.Waiting, now);
            run.BlockedOn = blockedOn;
            SetStatus(run, RunStatus.Waiting, row.DueAt, now);
            return new(Advance(run));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsRunCancelledAsync(RunId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(FindRun(id) is { } run
                && (run.Status is RunStatus.Cancelled or RunStatus.Cancelling || run.Requests.HasFlag(RunRequests.Cancel)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(
        RunId id, long after = 0, int max = 1000, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (FindRun(id) is not { } run) return new([]);
            var events = new List<RunEvent>();
            for (var i = (int)Math.Max(run.Events.Removed, after); i < run.Events.Count && events.Count < max; i++) events.Add(run.Events.Read(id, i));
            return new(events);
        }
    }
}
