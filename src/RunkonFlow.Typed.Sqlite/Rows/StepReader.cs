using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Reads step rows as users see them.</summary>
internal static class StepReader
{
    private const string Columns =
        """
        SELECT s.id, r.id, s.node_id, s.path, s.attempt, s.name, s.role, s.can_commit, s.position, s.status, s.retry_count, s.child_run,
               s.started_at, s.ended_at, s.due_at, s.result_text, s.context_out, s.markers_out, s.output, s.error, s.error_type,
               s.tolerated, g.step, g.prompt, g.options, g.min_approvals, g.assignee, g.approved_at, g.decided_by, g.feedback, g.selections,
               s.group_node, f.total, f.running, f.completed, f.failed, f.skipped, s.done, s.total
        FROM run AS r

        """;

    private const string Gate = "\nLEFT JOIN gate AS g ON g.step = s.id\nLEFT JOIN fan_out AS f ON f.step = s.id";

    private const string ByRun = Columns + "JOIN step AS s ON s.run = r.key" + Gate + "\nWHERE r.id = ?1 AND s.archived = ?2";

    private const string ById = Columns + "JOIN step AS s ON s.run = r.key" + Gate + "\nWHERE s.id = ?1";

    private const string LatestOfOperation =
        Columns + "JOIN step AS s INDEXED BY step_operation ON s.run = r.key" + Gate +
        "\nWHERE r.id = ?1 AND s.node_id = ?2 AND s.path = ?3 AND s.role <> 'step' AND s.archived = 0\nORDER BY s.attempt DESC\nLIMIT 1";

    private const string LatestOfStep =
        Columns + "JOIN step AS s ON s.run = r.key" + Gate +
        "\nWHERE r.id = ?1 AND s.node_id = ?2 AND s.path = ?3 AND s.role = 'step' AND s.archived = 0\nORDER BY s.attempt DESC\nLIMIT 1";

    private const string SelectOpen = "SELECT open_steps FROM run WHERE id = ?1";

    public static IReadOnlyList<WorkflowRunStep> List(Connection connection, RunId run, bool archived)
    {
        var steps = new List<WorkflowRunStep>();
        var rows = connection[ByRun].Bind(run).Bind(archived);
        while (rows.Step()) steps.Add(Read(rows));
        steps.Sort(Compare);
        return steps;
    }

    /// <summary>The row of the latest attempt at a node.</summary>
    public static WorkflowRunStep? FindLatest(Connection connection, RunId run, string nodeId, in IterationPath path)
        => ReadOne(connection[LatestOfOperation].Bind(run).Bind(nodeId).Bind(path.ToString()))
            ?? ReadOne(connection[LatestOfStep].Bind(run).Bind(nodeId).Bind(path.ToString()));

    /// <summary>The first gate or signal of a name at which a run waits, found by what its row knows of open steps.</summary>
    public static WorkflowRunStep? FindWaiting(Connection connection, RunId run, string name)
    {
        var row = connection[SelectOpen].Bind(run);
        if (!row.Step()) return null;
        var open = new OpenSteps();
        open.Read(row.Bytes(0));
        row.Reset();
        WorkflowRunStep? first = null;
        foreach (var entry in open.Entries)
        {
            if (entry.Status != StepStatus.Waiting || ReadOne(connection[ById].Bind(entry.Id)) is not { } step) continue;
            if (step.Status != StepStatus.Waiting || step.StepName != name || step.Role is not ("gate" or "signal")) continue;
            if (first is null || Compare(step, first) < 0) first = step;
        }
        return first;
    }

    private static int Compare(WorkflowRunStep left, WorkflowRunStep right) => StepOrder.Compare(
        left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId);

    private static WorkflowRunStep? ReadOne(Statement row)
    {
        if (!row.Step()) return null;
        var step = Read(row);
        row.Reset();
        return step;
    }

    private static WorkflowRunStep Read(Statement row) => new()
    {
        Id = row.Int64(0),
        RunId = row.RunId(1),
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
        Group = row.TextOrNull(31),
        Progress = row.IsNull(37) ? null : new(row.Int64(37), row.Int64(38)),
        Items = row.IsNull(32) ? null : new(row.Int32(32), row.Int32(33), row.Int32(34), row.Int32(35), row.Int32(36)),
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
