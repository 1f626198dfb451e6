using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Reads runs as users see them.</summary>
internal static class RunReader
{
    private const string Columns =
        """
        SELECT r.id, r.workflow, r.workflow_version, d.title, d.parent_run_id, d.parent, d.root, d.depth, r.status, r.suspend_reason,
               r.is_finalizing, d.dry_run, d.trigger, d.definition, d.idempotency_key, r.namespace, r.queue, r.priority, r.created_at,
               r.started_at, r.ended_at, r.due_at, r.blocked_on, r.at_node, d.summary, d.error, d.finalizer_error, d.input, d.output,
               d.failure, r.frame, r.shape, r.owner, r.lease_until, r.generation, r.sequence, r.requests, d.cancel_reason, d.cancel_by,
               d.cancel_at, r.claims, d.traceparent, r.key, d.parent_node, d.item_node
        """;

    private const string Details = "\nJOIN run_detail AS d ON d.run = r.key";

    private const string FromRuns = "\nFROM run AS r" + Details;

    private const string FromActive = "\nFROM run AS r INDEXED BY run_active" + Details;

    private const string FromChildren = "\nFROM run_detail AS d INDEXED BY run_detail_parent\nCROSS JOIN run AS r ON r.key = d.run";

    private const string ById = Columns + FromRuns + "\nWHERE r.id = ?1";

    private const string SelectTags = "SELECT tag FROM run_tag WHERE run = ?1";

    // Every filter but the namespace may be left out by a null; the index is chosen by what is asked.
    private const string Filters =
        """
        WHERE r.namespace = ?1
          AND (?2 = 0 OR instr(?3, ' ' || r.status || ' ') > 0)
          AND (?4 IS NULL OR r.workflow = ?4)
          AND (?5 IS NULL OR EXISTS (SELECT 1 FROM run_tag AS t WHERE t.run = r.key AND t.tag = ?5))
          AND (?6 IS NULL OR d.parent = ?6)
          AND r.created_at >= ?7 AND r.created_at < ?8
          AND (r.created_at, r.id) < (?9, ?10)
        """;

    private const string Order = "\nORDER BY r.created_at DESC, r.id DESC\nLIMIT ?11";

    private const string OnlyActive = "\n  AND r.ended_at IS NULL";

    private const string NoItems = "\n  AND r.is_item = 0";

    // Which index is right is known here and not to SQLite, which has no statistics.
    private static readonly string[] s_lists = [.. Enumerable.Range(0, 8).Select(flags => Columns + FromFor(flags) + "\n" + Filters
        + ((flags & OfParent) != 0 ? "\n  AND d.parent = ?6" : "") + ((flags & Active) != 0 ? OnlyActive : "")
        + ((flags & WithoutItems) != 0 ? NoItems : "") + Order)];

    private const int OfParent = 1;
    private const int Active = 2;
    private const int WithoutItems = 4;

    private static readonly RunStatus[] s_terminal = [.. Enum.GetValues<RunStatus>().Where(status => status.IsTerminal())];

    public static WorkflowRun? Find(Connection connection, RunId id)
    {
        var row = connection[ById].Bind(id);
        if (!row.Step()) return null;
        var (run, key) = Read(row);
        row.Reset();
        return WithTags(connection, run, key);
    }

    public static RunPage List(Connection connection, RunQuery query)
    {
        var statuses = query.Statuses;
        var hasEnded = statuses.Count > 0 ? statuses.Any(s_terminal.Contains) : query.IncludeEnded;
        var rows = connection[s_lists[(query.Parent is null ? 0 : OfParent) | (hasEnded ? 0 : Active) | (query.IncludeItemRuns ? 0 : WithoutItems)]]
            .Bind(query.Namespace).Bind(statuses.Count > 0)
            .Bind(statuses.Count > 0 ? $" {string.Join(' ', statuses.Select(status => status.ToText()))} " : "")
            .Bind(query.WorkflowName).Bind(query.Tag).Bind(query.Parent?.ToString())
            .Bind(query.CreatedFrom?.ToUnixTimeMilliseconds() ?? long.MinValue)
            .Bind(query.CreatedTo?.ToUnixTimeMilliseconds() ?? long.MaxValue)
            .Bind(query.After?.CreatedAt.ToUnixTimeMilliseconds() ?? long.MaxValue)
            .Bind(query.After?.Id.ToString() ?? "")
            .Bind(query.PageSize + 1L);
        var found = new List<(WorkflowRun Run, long Key)>();
        while (rows.Step()) found.Add(Read(rows));
        var page = found.Take(query.PageSize).Select(entry => WithTags(connection, entry.Run, entry.Key)).ToArray();
        return new(page, found.Count > page.Length ? new(page[^1].CreatedAt, page[^1].Id) : null);
    }

    private static string FromFor(int flags)
        => (flags & OfParent) != 0 ? FromChildren : flags == (Active | WithoutItems) ? FromActive : FromRuns;

    private static WorkflowRun WithTags(Connection connection, WorkflowRun run, long key)
    {
        var tags = new List<string>();
        var rows = connection[SelectTags].Bind(key);
        while (rows.Step()) tags.Add(rows.Text(0));
        if (tags.Count == 0) return run;
        tags.Sort(StringComparer.Ordinal);
        return run with { Tags = tags };
    }

    private static (WorkflowRun Run, long Key) Read(Statement row) => (new()
    {
        Id = row.RunId(0),
        WorkflowName = row.Text(1),
        WorkflowVersion = row.Int32(2),
        WorkflowTitle = row.Text(3),
        ParentRunId = row.Text(4),
        ParentWorkflowRunId = row.IsNull(5) ? null : row.RunId(5),
        RootRunId = row.RunId(6),
        Depth = row.Int32(7),
        Status = StatusUtf8.ReadRun(row.Bytes(8)),
        SuspendReason = (SuspendReason)row.Int32(9),
        IsFinalizing = row.Bool(10),
        DryRun = row.Bool(11),
        Trigger = row.Text(12),
        DefinitionSnapshot = row.TextOrNull(13),
        Key = row.TextOrNull(14),
        Namespace = row.Text(15),
        Queue = row.Text(16),
        Priority = row.Int32(17),
        CreatedAt = row.Time(18),
        StartedAt = row.TimeOrNull(19),
        EndedAt = row.TimeOrNull(20),
        DueAt = row.TimeOrNull(21),
        BlockedOn = row.TextOrNull(22),
        AtNode = row.TextOrNull(23),
        ResultSummary = row.TextOrNull(24),
        Error = row.TextOrNull(25),
        FinalizerError = row.TextOrNull(26),
        Input = row.Bytes(27).ToArray(),
        Output = row.Bytes(28).ToArray(),
        Failure = row.Bytes(29).ToArray(),
        Frame = row.Bytes(30).ToArray(),
        Shape = row.Text(31),
        Owner = row.TextOrNull(32),
        LeaseUntil = row.TimeOrNull(33),
        Generation = row.Int64(34),
        Sequence = row.Int64(35),
        Requests = (RunRequests)row.Int32(36),
        CancelRequest = row.IsNull(37) ? null : new(row.Text(37), row.Text(38), row.Time(39)),
        ClaimsWithoutProgress = row.Int32(40),
        TraceParent = row.TextOrNull(41),
        ParentNode = row.TextOrNull(43),
        ItemNode = row.Text(44),
    }, row.Int64(42));
}
