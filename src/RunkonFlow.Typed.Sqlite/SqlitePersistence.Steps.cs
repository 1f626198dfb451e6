using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    private const string SelectInserted = "SELECT inserted FROM step WHERE id = ?1";

    private const string InsertNamedStep =
        """
        INSERT INTO step (run, key_hash, node_id, path, attempt, name, role, can_commit, position, status, retry_count, started_at,
                          start_event, start_at, inserted)
        VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?6, ?7, ?8, ?9, ?5, ?10, ?11, ?10, ?12)
        """;

    private const string EndNamedStep =
        """
        UPDATE step
        SET status = ?2, ended_at = ?3, end_event = ?4, end_at = ?3, result_text = ?5, context_out = ?6, markers_out = ?7, output = ?8,
            error = ?9, child_run = coalesce(?10, child_run), retry_count = coalesce(?11, retry_count)
        WHERE id = ?1
        """;

    private const string StartNamedStep =
        """
        UPDATE step
        SET status = ?2, started_at = ?3, child_run = ?4, start_event = coalesce(start_event, ?5),
            start_at = CASE WHEN start_event IS NULL AND ?5 IS NOT NULL THEN ?3 ELSE start_at END
        WHERE id = ?1
        """;

    /// <inheritdoc/>
    public ValueTask<long> InsertStepAsync(RunFence fence, NewStep step, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfNegative(step.Iteration);
        if (step.Gate is { MinApprovals: < 1 }) throw new ArgumentOutOfRangeException(nameof(step), "A gate needs at least one approval.");
        return WriteAsync(session => InsertStep(session, fence, step), cancellationToken);
    }

    private static long InsertStep(WriteSession session, RunFence fence, NewStep step)
    {
        var run = session.Load(fence);
        var connection = session.Connection;
        var path = default(IterationPath).Then(step.Iteration);
        var attempt = step.RetryCount ?? 0;
        var hash = StepKey.Hash(step.StepName, path, attempt);
        if (session.Steps.Find(run, step.StepName, path, attempt, ref hash) is var known and >= 0)
        {
            var id = run.Open.Entries[known].Id;
            if (connection[SelectInserted].Bind(id).ReadText() == step.ToString()) return id;
            throw new ConflictException($"Step '{step.StepName}' of run {run.Id}, iteration {step.Iteration}, retry {attempt} exists with other content.");
        }

        var now = session.Now;
        var status = step.RetryCount is null ? StepStatus.Pending : StepStatus.Running;
        var started = step.RetryCount is null ? (long?)null : now;
        connection[InsertNamedStep]
            .Bind(run.Key).Bind(hash).Bind(step.StepName).Bind(path.ToString()).Bind((long)attempt).Bind(step.Role).Bind(step.CanCommit)
            .Bind((long)step.Position).BindUtf8(StatusUtf8.Of(status)).Bind(started).Bind(started is null ? null : ++run.Events)
            .Bind(step.ToString())
            .Run();
        var row = connection.LastInsertId;
        if (step.Gate is not null || step.Role == "gate") GateRows.Insert(connection, row, step.Gate ?? new());
        run.Open.Entries.Add(new(row, hash, StepKey.HashOperation(step.StepName, path), step.Position, status));
        run.LastPosition = Math.Max(run.LastPosition, step.Position);
        session.SaveAdvanced();
        return row;
    }

    /// <inheritdoc/>
    public ValueTask<bool> UpdateStepAsync(long stepId, StepUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return WriteAsync(session => UpdateStep(session, stepId, update), cancellationToken);
    }

    private static bool UpdateStep(WriteSession session, long stepId, StepUpdate update)
    {
        var step = NamedStep.Find(session.Connection, stepId) ?? throw Missing.Step(stepId);
        var run = session.Run;
        run.Load(session.Connection, step.Run);
        if (run.Generation != update.Generation || !run.IsOwned) throw new LeaseLostException(run.Id, update.Generation);
        var from = step.Status;
        if (from.IsTerminal() && from == update.Status) return false;
        if (!Transitions.IsAllowed(from, update.Status))
            throw new ConflictException($"Step '{step.Name}' of run {run.Id} is {from.ToText()} and cannot become {update.Status.ToText()}.");

        var now = session.Now;
        if (update.Status.IsTerminal()) EndStep(session, stepId, update, now);
        else MoveStep(session, step, update, now);
        step.SetOpenStatus(run, update.Status);
        session.SaveAdvanced();
        return true;
    }

    private static void EndStep(WriteSession session, long stepId, StepUpdate update, long now)
        => session.Connection[EndNamedStep]
            .Bind(stepId).BindUtf8(StatusUtf8.Of(update.Status)).Bind(now).Bind(++session.Run.Events)
            .Bind(update.ResultText).Bind(update.ContextOut).Bind(update.MarkersOut).Bind(update.StructuredOutput).Bind(update.StepError)
            .Bind(update.ChildRunId).Bind((long?)update.RetryCount)
            .Run();

    private static void MoveStep(WriteSession session, NamedStep step, StepUpdate update, long now)
    {
        if (update.Status == StepStatus.Pending)
        {
            session.Connection["UPDATE step SET status = 'pending' WHERE id = ?1"].Bind(step.Id).Run();
            return;
        }
        var kind = RunEventKinds.Of(step.Status, update.Status, step.Attempt);
        var standsOnRow = kind is not null && update.Status == StepStatus.Running && !step.HasStarted;
        session.Connection[StartNamedStep]
            .Bind(step.Id).BindUtf8(StatusUtf8.Of(update.Status)).Bind(now).Bind(update.ChildRunId)
            .Bind(standsOnRow ? ++session.Run.Events : null)
            .Run();
        if (kind is null || standsOnRow) return;
        var due = update.Status == StepStatus.Waiting ? step.DueAt : null;
        session.AddEvent(kind, now, due is { } at ? StoreTime.ToText(at) : null, step.NodeId, step.Path, step.Attempt);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadAsync(id, static (connection, id) => StepReader.List(connection, id, archived: false), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadAsync(id, static (connection, id) => StepReader.List(connection, id, archived: true), cancellationToken);
}
