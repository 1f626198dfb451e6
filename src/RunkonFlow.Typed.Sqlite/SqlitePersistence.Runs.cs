using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    /// <summary>Parents that a run may have above it.</summary>
    private const int MaxDepth = 32;

    private const string SelectByKey =
        """
        SELECT run.id
        FROM run_key
        JOIN run ON run.key = run_key.run
        WHERE run_key.namespace = ?1 AND run_key.workflow = ?2 AND run_key.key = ?3
        """;

    private const string SelectParent = "SELECT d.root, d.depth FROM run AS r JOIN run_detail AS d ON d.run = r.key WHERE r.id = ?1";

    private const string InsertRun =
        """
        INSERT INTO run (id, status, events, due_at, namespace, queue, priority, workflow, workflow_version, created_at)
        VALUES (?1, 'pending', 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    private const string InsertDetail =
        """
        INSERT INTO run_detail (run, title, parent_run_id, parent, root, depth, dry_run, trigger, definition, idempotency_key, traceparent, input)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """;

    private const string InsertKey = "INSERT INTO run_key (namespace, workflow, key, run) VALUES (?1, ?2, ?3, ?4)";

    private const string InsertTag = "INSERT OR IGNORE INTO run_tag (run, tag) VALUES (?1, ?2)";

    private const string SelectCancelled =
        "SELECT status IN ('cancelled', 'cancelling') OR (requests & 1) <> 0 FROM run WHERE id = ?1";

    private const string UpdateSummary = "UPDATE run_detail SET summary = ?2, error = ?3 WHERE run = ?1";

    private const string WaitStep =
        """
        UPDATE step
        SET status = 'waiting', due_at = ?2, started_at = coalesce(started_at, ?3)
        WHERE id = ?1
        """;

    /// <inheritdoc/>
    public ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return WriteAsync(session => Create(session, run), cancellationToken);
    }

    private static (WorkflowRun Run, bool Existed) Create(WriteSession session, NewRun run)
    {
        var connection = session.Connection;
        if (RunReader.Find(connection, run.Id) is { } same) return (same, true);
        if (run.Key is not null && connection[SelectByKey].Bind(run.Namespace).Bind(run.WorkflowName).Bind(run.Key).ReadText() is { } bound)
            return (RunReader.Find(connection, RunId.Parse(bound))!, true);

        var (root, depth) = PlaceInTree(connection, run);
        var now = session.Now;
        connection[InsertRun]
            .Bind(run.Id).Bind(run.DueAt?.ToUnixTimeMilliseconds() ?? now).Bind(run.Namespace).Bind(run.Queue).Bind((long)run.Priority)
            .Bind(run.WorkflowName).Bind((long)run.WorkflowVersion).Bind(now)
            .Run();
        var key = connection.LastInsertId;
        connection[InsertDetail]
            .Bind(key).Bind(run.WorkflowTitle ?? run.WorkflowName).Bind(run.ParentRunId).Bind(run.ParentWorkflowRunId?.ToString())
            .Bind(root).Bind((long)depth).Bind(run.DryRun).Bind(run.Trigger).Bind(run.DefinitionSnapshot).Bind(run.Key)
            .Bind(run.TraceParent).BindBlobOrNull(run.Input.Span)
            .Run();
        if (run.Key is not null) connection[InsertKey].Bind(run.Namespace).Bind(run.WorkflowName).Bind(run.Key).Bind(key).Run();
        foreach (var tag in run.Tags) connection[InsertTag].Bind(key).Bind(tag).Run();
        return (RunReader.Find(connection, run.Id)!, false);
    }

    private static (RunId Root, int Depth) PlaceInTree(Connection connection, NewRun run)
    {
        if (run.ParentWorkflowRunId is not { } parent) return (run.Id, 0);
        var row = connection[SelectParent].Bind(parent);
        if (!row.Step()) throw Missing.Run(parent);
        var (root, depth) = (row.RunId(0), row.Int32(1));
        row.Reset();
        if (depth >= MaxDepth)
            throw new ConflictException($"Run {parent} is {MaxDepth} parents deep and cannot have a child: do workflows start each other in a circle?");
        return (root, depth + 1);
    }

    /// <inheritdoc/>
    public ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadAsync(id, static (connection, id) => RunReader.Find(connection, id), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.PageSize, 1000);
        return ReadAsync(query, static (connection, query) => RunReader.List(connection, query), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> UpdateRunStatusAsync(
        RunId id, RunFence? fence, RunStatus status, string? summary = null, string? error = null, CancellationToken cancellationToken = default)
    {
        if (fence is { } stated && stated.RunId != id)
            throw new ArgumentException($"The fence is for run {stated.RunId}, not for {id}.", nameof(fence));
        if (status == RunStatus.Waiting)
            throw new ConflictException("A run waits for something: use SetWaitingAsync, which says for what.");
        return WriteAsync(session => UpdateStatus(session, id, fence, status, summary, error), cancellationToken);
    }

    private static long UpdateStatus(WriteSession session, RunId id, RunFence? fence, RunStatus status, string? summary, string? error)
    {
        var run = fence is { } given ? session.Load(given) : session.Load(id);
        var now = session.Now;
        if (fence is null) CheckOperator(session, status, now);
        if (!Transitions.IsAllowed(run.Status, status))
            throw new ConflictException($"Run {id} is {run.Status.ToText()} and cannot become {status.ToText()}.");

        session.Connection[UpdateSummary].Bind(run.Key).Bind(summary).Bind(error).Run();
        run.BlockedOn = null;
        var keepsOwner = fence is not null && status is RunStatus.Pending or RunStatus.Running or RunStatus.Cancelling;
        var isSetAside = status is RunStatus.Suspended or RunStatus.Incompatible || status.IsTerminal();
        session.SetStatus(status, keepsOwner || isSetAside ? null : now, now, error: error);
        if (!keepsOwner) session.Disown();
        return session.SaveAdvanced();
    }

    private static void CheckOperator(WriteSession session, RunStatus status, long now)
    {
        var run = session.Run;
        if (session.IsOwnerAlive(now))
            throw new ConflictException($"Run {run.Id} is owned by '{run.Owner}': ask its owner by RequestCancelAsync or RequestPauseAsync.");
        if (status == RunStatus.Running)
            throw new ConflictException($"Run {run.Id} runs only under an owner: acquire its lease and state the fence.");
    }

    /// <inheritdoc/>
    public ValueTask<long> SetWaitingAsync(
        RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
        => WriteAsync(session => SetWaiting(session, fence, stepId, blockedOn, deadline), cancellationToken);

    private static long SetWaiting(WriteSession session, RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline)
    {
        var run = session.Load(fence);
        if (NamedStep.Find(session.Connection, stepId) is not { } step || step.Run != run.Key) throw Missing.Step(stepId);
        if (step.Status.IsTerminal() || !Transitions.IsAllowed(step.Status, StepStatus.Waiting))
            throw new ConflictException($"Step '{step.Name}' of run {run.Id} is {step.Status.ToText()} and cannot wait.");
        if (!Transitions.IsAllowed(run.Status, RunStatus.Waiting))
            throw new ConflictException($"Run {run.Id} is {run.Status.ToText()} and cannot become waiting.");

        var now = session.Now;
        var due = deadline?.ToUnixTimeMilliseconds();
        session.Connection[WaitStep].Bind(stepId).Bind(due).Bind(now).Run();
        step.SetOpenStatus(run, StepStatus.Waiting);
        if (RunEventKinds.Of(step.Status, StepStatus.Waiting, step.Attempt) is { } kind)
            session.AddEvent(kind, now, due is { } at ? StoreTime.ToText(at) : null, step.NodeId, step.Path, step.Attempt);
        run.BlockedOn = blockedOn;
        session.SetStatus(RunStatus.Waiting, due, now);
        return session.SaveAdvanced();
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsRunCancelledAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadAsync(id, static (connection, id) => connection[SelectCancelled].Bind(id).ReadInt64() == 1, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(
        RunId id, long after = 0, int max = 1000, CancellationToken cancellationToken = default)
        => ReadAsync((id, after, max), static (connection, asked) => EventReader.List(connection, asked.id, asked.after, asked.max), cancellationToken);
}
