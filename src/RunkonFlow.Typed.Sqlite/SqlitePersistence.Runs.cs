using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
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
        if (run.Key is not null && NewRuns.FindByKey(connection, run.Namespace, run.WorkflowName, run.Key) is { } bound)
            return (RunReader.Find(connection, bound)!, true);

        NewRuns.Insert(connection, run, NewRuns.PlaceOf(connection, run), session.Now);
        return (RunReader.Find(connection, run.Id)!, false);
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
        if (run.Status == RunStatus.Failed && !session.FanOuts.IsRetryable()) throw new ConflictException(CommandAnswers.FanOutOver.Message);

        session.Connection[UpdateSummary].Bind(run.Key).Bind(summary).Bind(error).Run();
        run.BlockedOn = null;
        var keepsOwner = fence is not null && status is RunStatus.Pending or RunStatus.Running or RunStatus.Cancelling;
        var isSetAside = status is RunStatus.Suspended or RunStatus.Incompatible || status.IsTerminal();
        session.SetStatus(status, keepsOwner || isSetAside ? null : now, now, error: error);
        if (!keepsOwner)
        {
            session.Disown();
            if (run.HasLimits) session.Limits.ReleaseUsed(now);
        }
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
