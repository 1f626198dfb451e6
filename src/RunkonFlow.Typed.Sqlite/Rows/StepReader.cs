using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Reads step rows as users see them.</summary>
internal static class StepReader
{
    private const string ByRun =
        """
        SELECT s.id, r.id, s.node_id, s.path, s.attempt, s.name, s.role, s.can_commit, s.position, s.status, s.retry_count, s.child_run,
               s.started_at, s.ended_at, s.due_at, s.result_text, s.context_out, s.markers_out, s.output, s.error, s.error_type,
               s.tolerated, g.step, g.prompt, g.options, g.min_approvals, g.assignee, g.approved_at, g.decided_by, g.feedback, g.selections
        FROM run AS r
        JOIN step AS s ON s.run = r.key
        LEFT JOIN gate AS g ON g.step = s.id
        WHERE r.id = ?1
        """;

    public static IReadOnlyList<WorkflowRunStep> List(Connection connection, RunId run)
    {
        var steps = new List<WorkflowRunStep>();
        var rows = connection[ByRun].Bind(run);
        while (rows.Step()) steps.Add(Read(rows, run));
        steps.Sort(static (left, right) => StepOrder.Compare(
            left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId));
        return steps;
    }

    private static WorkflowRunStep Read(Statement row, RunId run) => new()
    {
        Id = row.Int64(0),
        RunId = run,
        NodeId = row.Text(2),
        Path = StepKey.ReadPath(row.Bytes(3)),
        Attempt = row.Int32(4),
        StepName = row.Text(5),
        Role = row.Text(6),
        CanCommit = row.Bool(7),
        Position = row.Int32(8),
        Status = StatusUtf8.ReadStep(row.Bytes(9)),
        RetryCount = row.Int32(10),
        ChildRunId = row.TextOrNull(11),
        StartedAt = row.TimeOrNull(12),
        EndedAt = row.TimeOrNull(13),
        DueAt = row.TimeOrNull(14),
        ResultText = row.TextOrNull(15),
        ContextOut = row.TextOrNull(16),
        MarkersOut = row.TextOrNull(17),
        StructuredOutput = row.TextOrNull(18),
        StepError = row.TextOrNull(19),
        ErrorType = row.TextOrNull(20),
        Tolerated = row.Bool(21),
        Gate = row.IsNull(22) ? null : new()
        {
            Prompt = row.TextOrNull(23),
            Options = row.TextOrNull(24),
            MinApprovals = row.Int32(25),
            Assignee = row.TextOrNull(26),
            ApprovedAt = row.TimeOrNull(27),
            DecidedBy = row.TextOrNull(28),
            Feedback = row.TextOrNull(29),
            Selections = row.TextOrNull(30),
        },
    };
}
