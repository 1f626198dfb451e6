using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>
/// Step rows as commits write them. The event of an attempt's start and that of its end stand on its row, so that the common
/// commit writes no further row for them; what else happens to it is a row in <c>event</c>.
/// </summary>
internal sealed class StepRows(Connection connection)
{
    internal const string InsertStep =
        """
        INSERT INTO step (run, key_hash, node_id, path, attempt, name, role, can_commit, position, status, retry_count,
                          started_at, ended_at, due_at, tolerated, start_event, start_at, end_event, end_at,
                          error_type, error, markers_out, context_out, output, child_run, group_node, done, total, round)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)
        ON CONFLICT (run, key_hash) DO NOTHING
        """;

    internal const string EndStep =
        """
        UPDATE step
        SET status = ?2, started_at = coalesce(?3, started_at), ended_at = ?4, due_at = coalesce(?5, due_at), tolerated = ?6,
            end_event = ?7, end_at = ?8, error_type = ?9, error = ?10, markers_out = ?11, context_out = ?12, output = ?13,
            child_run = coalesce(?14, child_run), done = coalesce(?15, done), total = coalesce(?16, total)
        WHERE id = ?1
        """;

    private const string MoveStep =
        """
        UPDATE step
        SET status = ?2, started_at = coalesce(?3, started_at, ?4), ended_at = coalesce(?5, ended_at), due_at = ?6,
            start_event = coalesce(start_event, ?7), start_at = CASE WHEN start_event IS NULL THEN ?8 ELSE start_at END,
            child_run = coalesce(?9, child_run), done = coalesce(?10, done), total = coalesce(?11, total)
        WHERE id = ?1
        """;

    private const string CloseStep = "UPDATE step SET status = ?2, ended_at = ?3, end_event = ?4, end_at = ?3 WHERE id = ?1";

    // A fan-out of which items still run stays: their ends are written to it.
    private const string OfEarlierRounds =
        """
        FROM step INDEXED BY step_round
        WHERE run = ?1 AND round < ?2 AND ended_at IS NOT NULL AND status NOT IN ('pending', 'running', 'waiting')
          AND NOT EXISTS (SELECT 1 FROM fan_out AS f WHERE f.step = step.id AND f.running > 0)
        """;

    private const string SelectTrimmed = "SELECT max(end_event) " + OfEarlierRounds;

    private const string DeleteTrimmed = "DELETE " + OfEarlierRounds;

    private const string HasUnfed = "SELECT 1 FROM feed WHERE run = ?1 LIMIT 1";

    private const string DeleteEvents = "DELETE FROM event WHERE run = ?1 AND number <= ?2";

    private const string TrimEvents = "UPDATE run SET events_trimmed = max(events_trimmed, ?2) WHERE key = ?1";

    private const string KeepFrameOf =
        "UPDATE step SET frame = coalesce(?2, (SELECT frame FROM run WHERE key = ?3)), frame_event = ?4 WHERE id = ?1";

    private const string SelectByHash = "SELECT id, node_id, path, attempt, position, status FROM step WHERE run = ?1 AND key_hash = ?2";

    private const string HasStarted = "SELECT start_event IS NOT NULL FROM step WHERE id = ?1";

    /// <summary>Inserts the row of an entry that is new, and gives the entry its id.</summary>
    public void Insert(WriteSession session, int index, in StepWrite step, long now)
    {
        var run = session.Run;
        var hasEnded = step.Status.IsTerminal();
        var number = RunEventKinds.Of(null, step.Status, step.Attempt) is null ? (long?)null : ++run.Events;
        var (start, end) = step.Status == StepStatus.Running ? (number, null) : hasEnded ? ((long?)null, number) : (null, null);
        Span<byte> path = stackalloc byte[StepKey.MaxPathLength];
        var changed = connection[InsertStep]
            .Bind(run.Key).Bind(run.Open.Entries[index].KeyHash).Bind(step.NodeId).BindUtf8(path[..StepKey.Write(step.Path, path)])
            .Bind((long)step.Attempt).Bind(step.StepName).Bind(step.Role).Bind(step.CanCommit).Bind((long)step.Position)
            .BindUtf8(StatusUtf8.Of(step.Status)).Bind((long)Math.Max(0, step.Attempt - 1))
            .Bind(step.StartedAt?.ToUnixTimeMilliseconds() ?? (step.Status == StepStatus.Running ? now : null))
            .Bind(step.EndedAt?.ToUnixTimeMilliseconds() ?? (hasEnded ? now : null))
            .Bind(step.DueAt).Bind(step.Tolerated)
            .Bind(start).Bind(start is null ? null : (long?)now).Bind(end).Bind(end is null ? null : (long?)now)
            .Bind(step.ErrorType).Bind(step.Error).Bind(step.Markers).Bind(step.Notes).BindUtf8OrNull(step.Output.Span)
            .Bind(step.ChildRun?.ToString()).Bind(step.Group).Bind(step.Progress?.Done).Bind(step.Progress?.Total).Bind((long?)step.Round)
            .Run();
        if (changed == 0) throw new RedoAloneException();
        var id = connection.LastInsertId;
        run.Open.Entries[index] = run.Open.Entries[index] with { Id = id };
        run.LastPosition = Math.Max(run.LastPosition, step.Position);
        if (step.Gate is not null || step.Role == "gate") GateRows.Insert(connection, id, step.Gate ?? new());
        if (step.Status == StepStatus.Waiting) AddWaiting(session, step, now, number!.Value);
    }

    /// <summary>Changes the row of an entry.</summary>
    public void Update(WriteSession session, int index, StepStatus from, in StepWrite step, long now)
    {
        var run = session.Run;
        var id = run.Open.Entries[index].Id;
        var kind = RunEventKinds.Of(from, step.Status, step.Attempt);
        if (step.Status.IsTerminal())
        {
            connection[EndStep]
                .Bind(id).BindUtf8(StatusUtf8.Of(step.Status)).Bind(step.StartedAt).Bind(step.EndedAt?.ToUnixTimeMilliseconds() ?? now)
                .Bind(step.DueAt).Bind(step.Tolerated).Bind(++run.Events).Bind(now)
                .Bind(step.ErrorType).Bind(step.Error).Bind(step.Markers).Bind(step.Notes).BindUtf8OrNull(step.Output.Span)
                .Bind(step.ChildRun?.ToString()).Bind(step.Progress?.Done).Bind(step.Progress?.Total)
                .Run();
            return;
        }
        var begins = step.Status == StepStatus.Running && kind is not null;
        var beginsAgain = begins && connection[HasStarted].Bind(id).ReadInt64() == 1;
        var number = kind is null ? (long?)null : ++run.Events;
        var start = begins && !beginsAgain ? number : null;
        connection[MoveStep]
            .Bind(id).BindUtf8(StatusUtf8.Of(step.Status)).Bind(step.StartedAt).Bind(step.Status == StepStatus.Running ? now : (long?)null)
            .Bind(step.EndedAt).Bind(step.DueAt).Bind(start).Bind(start is null ? null : (long?)now)
            .Bind(step.ChildRun?.ToString()).Bind(step.Progress?.Done).Bind(step.Progress?.Total)
            .Run();
        if (beginsAgain) session.WriteEvent(number!.Value, kind!, now, null, step.NodeId, step.Path.ToString(), step.Attempt);
        else if (kind is not null && !begins) AddWaiting(session, step, now, number!.Value);
    }

    /// <summary>Ends the row of an entry because its run ends; the times are the store's.</summary>
    public void Close(RunRow run, int index, StepStatus status, long now)
    {
        connection[CloseStep].Bind(run.Open.Entries[index].Id).BindUtf8(StatusUtf8.Of(status)).Bind(now).Bind(++run.Events).Run();
        run.Open.SetStatus(index, status);
    }

    /// <summary>
    /// The entry of a row that is not among the open ones, added to them; -1 when there is no such row. A hash that another key
    /// has taken is moved on to the next number.
    /// </summary>
    public int Find(RunRow run, string nodeId, in IterationPath path, int attempt, ref long hash)
    {
        Span<byte> pathText = stackalloc byte[StepKey.MaxPathLength];
        var text = pathText[..StepKey.Write(path, pathText)];
        for (; ; hash++)
        {
            var row = connection[SelectByHash].Bind(run.Key).Bind(hash);
            if (!row.Step()) return -1;
            var isIt = row.Int32(3) == attempt && row.Bytes(2).SequenceEqual(text) && row.Text(1) == nodeId;
            var entry = new OpenEntry(row.Int64(0), hash, StepKey.HashOperation(nodeId, path), row.Int32(4), StatusUtf8.ReadStep(row.Bytes(5)));
            row.Reset();
            if (!isIt) continue;
            if (run.Open.IndexOfId(entry.Id) is var known and >= 0) return known;
            run.Open.Entries.Add(entry);
            return run.Open.Entries.Count - 1;
        }
    }

    /// <summary>
    /// Deletes the ended rows of rounds before one, and the run's events up to their last; unless a sink has not had its events yet,
    /// then a later round does.
    /// </summary>
    public void Trim(RunRow run, int before)
    {
        if (connection[HasUnfed].Bind(run.Key).ReadInt64() is not null) return;
        if (connection[SelectTrimmed].Bind(run.Key).Bind((long)before).ReadInt64() is not { } last) return;
        connection[DeleteTrimmed].Bind(run.Key).Bind((long)before).Run();
        connection[DeleteEvents].Bind(run.Key).Bind(last).Run();
        connection[TrimEvents].Bind(run.Key).Bind(last).Run();
    }

    /// <summary>Keeps the frame with a row that was just inserted: the commit's, or where that has none the one that stands.</summary>
    public void KeepFrame(RunRow run, int index, ReadOnlySpan<byte> frame, long lastEvent)
        => connection[KeepFrameOf].Bind(run.Open.Entries[index].Id).BindBlobOrNull(frame).Bind(run.Key).Bind(lastEvent).Run();

    private static void AddWaiting(WriteSession session, in StepWrite step, long now, long number)
        => session.WriteEvent(
            number, RunEventKinds.Of(null, step.Status, step.Attempt)!, now,
            step.DueAt is { } due ? StoreTime.ToText(due.ToUnixTimeMilliseconds()) : null, step.NodeId, step.Path.ToString(), step.Attempt);
}
