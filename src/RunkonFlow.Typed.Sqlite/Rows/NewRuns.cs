using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>The rows with which a run begins.</summary>
internal static class NewRuns
{
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
        INSERT INTO run (id, status, events, due_at, namespace, queue, priority, workflow, workflow_version, created_at, is_awaited, is_item)
        VALUES (?1, 'pending', 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;

    private const string InsertDetail =
        """
        INSERT INTO run_detail (run, title, parent_run_id, parent, root, depth, dry_run, trigger, definition, idempotency_key, traceparent, input,
                                parent_node, item, item_node)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """;

    private const string InsertKey = "INSERT INTO run_key (namespace, workflow, key, run) VALUES (?1, ?2, ?3, ?4)";

    internal const string InsertTag = "INSERT OR IGNORE INTO run_tag (run, tag) VALUES (?1, ?2)";

    public static RunId? FindByKey(Connection connection, string @namespace, string workflow, string key)
        => connection[SelectByKey].Bind(@namespace).Bind(workflow).Bind(key).ReadText() is { } id ? RunId.Parse(id) : null;

    /// <summary>Where a new run belongs.</summary>
    /// <exception cref="NotFoundException">There is no run with the parent's id.</exception>
    /// <exception cref="ConflictException">It has too many parents.</exception>
    public static TreePlace PlaceOf(Connection connection, NewRun run)
    {
        if (run.ParentWorkflowRunId is not { } parent) return new(run.Id, 0);
        var place = PlaceOf(connection, parent) ?? throw Missing.Run(parent);
        return place.Depth < RunTree.MaxDepth ? place with { Depth = place.Depth + 1 } : throw new ConflictException(RunTree.TooDeep(parent));
    }

    /// <summary>Where a run is; null when there is none.</summary>
    public static TreePlace? PlaceOf(Connection connection, RunId id)
    {
        var row = connection[SelectParent].Bind(id);
        if (!row.Step()) return null;
        var place = new TreePlace(row.RunId(0), row.Int32(1));
        row.Reset();
        return place;
    }

    public static void Insert(Connection connection, NewRun run, in TreePlace place, long now)
    {
        connection[InsertRun]
            .Bind(run.Id).Bind(run.DueAt?.ToUnixTimeMilliseconds() ?? now).Bind(run.Namespace).Bind(run.Queue).Bind((long)run.Priority)
            .Bind(run.WorkflowName).Bind((long)run.WorkflowVersion).Bind(now)
            .Bind(run.ParentNode is not null && run.ParentWorkflowRunId is not null).Bind(place.Item is not null)
            .Run();
        var key = connection.LastInsertId;
        connection[InsertDetail]
            .Bind(key).Bind(run.WorkflowTitle ?? run.WorkflowName).Bind(run.ParentRunId).Bind(run.ParentWorkflowRunId?.ToString())
            .Bind(place.Root).Bind((long)place.Depth).Bind(run.DryRun).Bind(run.Trigger).Bind(run.DefinitionSnapshot).Bind(run.Key)
            .Bind(run.TraceParent).BindBlobOrNull(run.Input.Span).Bind(run.ParentNode).Bind(place.Item).Bind(place.ItemNode)
            .Run();
        if (run.Key is not null) connection[InsertKey].Bind(run.Namespace).Bind(run.WorkflowName).Bind(run.Key).Bind(key).Run();
        foreach (var tag in run.Tags) connection[InsertTag].Bind(key).Bind(tag).Run();
    }
}
