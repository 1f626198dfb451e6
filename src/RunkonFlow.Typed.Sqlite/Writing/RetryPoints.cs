using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>Brings a failed run back to where it is to go on: its frame as it stood there, and what came since archived.</summary>
internal sealed class RetryPoints(WriteSession session)
{
    private const string SelectEvent = "SELECT retry_event FROM run WHERE key = ?1";

    private const string TakeFrame = "UPDATE run SET frame = retry_frame, retry_frame = NULL, retry_event = NULL WHERE key = ?1";

    private const string ClearFrame = "UPDATE run SET frame = NULL, retry_frame = NULL, retry_event = NULL, epoch = epoch + 1 WHERE key = ?1";

    private const string FrameOfStep =
        "UPDATE run SET frame = (SELECT frame FROM step WHERE id = ?2), retry_frame = NULL, retry_event = NULL, epoch = epoch + 1 WHERE key = ?1";

    private const string DeleteValues = "DELETE FROM frame_value WHERE run = ?1";

    private const string DeleteProgress = "DELETE FROM saved_progress WHERE run = ?1";

    private const string HasCompensations = "SELECT 1 FROM step WHERE run = ?1 AND role = ?2 AND archived = 0 LIMIT 1";

    private const string SelectOperation =
        """
        SELECT id, group_node, frame_event, frame IS NOT NULL
        FROM step
        WHERE run = ?1 AND node_id = ?2 AND archived = 0 AND (?3 IS NULL OR path = ?3)
        ORDER BY position DESC, frame IS NOT NULL DESC, attempt
        LIMIT 1
        """;

    // The key of an archived row is free: its hash becomes a number that no key has. All attempts at an operation, which share
    // their position, go together.
    private const string ArchiveSteps =
        """
        UPDATE step
        SET archived = 1, key_hash = -id
        WHERE run = ?1 AND archived = 0 AND position IN
            (SELECT position FROM step WHERE run = ?1 AND archived = 0 AND coalesce(end_event, start_event, 0) > ?2 AND (?3 OR role <> ?4))
        """;

    public CommandResult Go(RetryFrom? from)
    {
        if (from is null) return GoBack();
        return from.NodeId is { } node ? GoTo(node, from.Path?.ToString()) : GoToStart();
    }

    private CommandResult GoBack()
    {
        if (session.Connection[SelectEvent].Bind(session.Run.Key).ReadInt64() is not { } last) return CommandAnswers.Retried;
        Archive(last, withCompensations: false);
        session.Connection[TakeFrame].Bind(session.Run.Key).Run();
        return CommandAnswers.Retried;
    }

    private CommandResult GoToStart()
    {
        var key = session.Run.Key;
        Archive(after: -1, withCompensations: true);
        session.Connection[ClearFrame].Bind(key).Run();
        session.Connection[DeleteValues].Bind(key).Run();
        session.Connection[DeleteProgress].Bind(key).Run();
        return CommandAnswers.RetriedFromStart;
    }

    private CommandResult GoTo(string node, string? path)
    {
        var key = session.Run.Key;
        if (session.Connection[HasCompensations].Bind(key).Bind(RowRoles.Compensation).ReadInt64() is not null) return CommandAnswers.Compensated;
        var row = session.Connection[SelectOperation].Bind(key).Bind(node).Bind(path);
        if (!row.Step()) return CommandAnswers.NoOperation(node);
        var (step, group, last, hasFrame) = (row.Int64(0), row.TextOrNull(1), row.Int64OrNull(2), row.Bool(3));
        row.Reset();
        if (group is not null) return CommandAnswers.OfABranch(node, group);
        if (!hasFrame || last is null) return CommandAnswers.NoFrame(node);
        session.Connection[FrameOfStep].Bind(key).Bind(step).Run();
        Archive(last.Value, withCompensations: true);
        session.Connection[DeleteProgress].Bind(key).Run();
        return CommandAnswers.RetriedFrom(node);
    }

    private void Archive(long after, bool withCompensations)
    {
        session.Connection[ArchiveSteps].Bind(session.Run.Key).Bind(after).Bind(withCompensations).Bind(RowRoles.Compensation).Run();
        session.Run.Open.Entries.Clear();
    }
}
