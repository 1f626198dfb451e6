using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>
/// The items of fan-outs that the store hands out. What happens to many of them at once is one statement for the rows and one
/// for their events, so that ten thousand are done in about the time of the writing.
/// </summary>
internal sealed class FanOutItems(Connection connection)
{
    private const string InsertItem =
        """
        INSERT INTO item (step, item_type, item_id, item_ref, status, context, run_id, waits, json, input)
        VALUES (?1, 'item', ?2, ?2, 'pending', '{}', ?3, ?4, ?5, ?6)
        """;

    private const string InsertDependency = "INSERT INTO item_dependency (needs, item) VALUES (?1, ?2)";

    private const string MoveItems = "UPDATE item SET step = ?2 WHERE step = ?1";

    private const string SelectTried = "SELECT id, run_id FROM item WHERE step = ?1 AND status <> 'completed' AND child_run IS NOT NULL ORDER BY id";

    private const string RenameRun = "UPDATE item SET run_id = ?2 WHERE id = ?1";

    private const string ResetItems =
        """
        UPDATE item
        SET status = 'pending', child_run = NULL, dispatched_at = NULL, completed_at = NULL, error = NULL,
            waits = (SELECT count(*) FROM item_dependency AS d JOIN item AS n ON n.id = d.needs WHERE d.item = item.id AND n.status <> 'completed')
        WHERE step = ?1 AND status <> 'completed'
        """;

    private const string CountItems = "SELECT count(*), sum(status = 'completed') FROM item WHERE step = ?1";

    private const string Ready = "status = 'pending' AND waits = 0 AND run_id IS NOT NULL";

    private const string SelectReady =
        "SELECT count(*), max(id) FROM (SELECT id FROM item INDEXED BY item_ready WHERE step = ?1 AND " + Ready + " ORDER BY id LIMIT ?2)";

    private const string CreateRuns =
        """
        INSERT INTO run (id, status, events, due_at, namespace, queue, priority, workflow, workflow_version, created_at, is_awaited, is_item)
        SELECT i.run_id, 'pending', 1, ?4, r.namespace, r.queue, r.priority, ?5, ?6, ?4, 1, 1
        FROM run AS r
        JOIN item AS i INDEXED BY item_ready ON i.step = ?2 AND i.id <= ?3 AND i.status = 'pending' AND i.waits = 0 AND i.run_id IS NOT NULL
        WHERE r.key = ?1
        ORDER BY i.id
        """;

    private const string CreateDetails =
        """
        INSERT INTO run_detail (run, title, parent_run_id, parent, root, depth, dry_run, trigger, traceparent, input, parent_node, item, item_node)
        SELECT c.key, ?4, '', r.id, d.root, d.depth + 1, d.dry_run, '', d.traceparent, coalesce(i.input, i.json), ?5, i.id, ?6
        FROM run AS r
        JOIN run_detail AS d ON d.run = r.key
        JOIN item AS i INDEXED BY item_ready ON i.step = ?2 AND i.id <= ?3 AND i.status = 'pending' AND i.waits = 0 AND i.run_id IS NOT NULL
        JOIN run AS c ON c.id = i.run_id
        WHERE r.key = ?1
        ORDER BY i.id
        """;

    private const string StartReady =
        "UPDATE item INDEXED BY item_ready SET status = 'running', dispatched_at = ?3, child_run = run_id WHERE step = ?1 AND id <= ?2 AND " + Ready;

    private const string Dependents =
        """
        id IN (WITH RECURSIVE dependent (id) AS (SELECT item FROM item_dependency WHERE needs = ?2
                                                 UNION SELECT n.item FROM dependent JOIN item_dependency AS n ON n.needs = dependent.id)
               SELECT id FROM dependent)
        """;

    private const string Skip = " SET status = 'skipped', completed_at = ?3, error = ?4 WHERE step = ?1 AND status = 'pending' AND ";

    private const string SkipAll = "UPDATE item" + Skip + "?2 IS NULL";

    // Few items at a time, so found by their ids and not by the step that all have.
    private const string SkipDependents = "UPDATE item NOT INDEXED" + Skip + Dependents;

    private const string NumberEvents =
        """
        INSERT INTO event (run, number, kind, node_id, path, attempt, detail, at)
        SELECT ?4, ?5 + row_number() OVER (ORDER BY id), ?6, ?7, ?8, ?9, item_type || '/' || item_id || ?10, ?3
        FROM item
        """;

    private const string EventsOfReady = NumberEvents + " INDEXED BY item_ready WHERE step = ?1 AND id <= ?2 AND " + Ready;

    private const string EventsOfAll = NumberEvents + " WHERE step = ?1 AND status = 'pending' AND ?2 IS NULL";

    private const string EventsOfDependents = NumberEvents + " NOT INDEXED WHERE step = ?1 AND status = 'pending' AND " + Dependents;

    private const string HasDependents = "SELECT 1 FROM item_dependency WHERE needs = ?1 LIMIT 1";

    private const string EndItem = "UPDATE item SET status = ?2, completed_at = ?3, error = ?4 WHERE id = ?1";

    private const string RunItemAgain =
        "UPDATE item SET status = 'running', dispatched_at = ?2, completed_at = NULL, error = NULL WHERE id = ?1";

    private const string ServeDependents = "UPDATE item SET waits = waits - 1 WHERE id IN (SELECT item FROM item_dependency WHERE needs = ?1)";

    private const string SelectRunning = "SELECT run_id FROM item WHERE step = ?1 AND status = 'running' ORDER BY id";

    public void Insert(long step, IReadOnlyList<FanOutItemStart> items)
    {
        var ids = new long[items.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            var item = items[i];
            connection[InsertItem]
                .Bind(step).Bind(item.Key).Bind(item.RunId).Bind((long)DistinctCount(item.DependsOn))
                .BindBlobOrNull(item.Item.Span).BindBlobOrNull(item.Input.Span)
                .Run();
            ids[i] = connection.LastInsertId;
        }
        for (var i = 0; i < ids.Length; i++)
            foreach (var place in items[i].DependsOn.Distinct()) connection[InsertDependency].Bind(ids[place]).Bind(ids[i]).Run();
    }

    private static int DistinctCount(IReadOnlyList<int> places) => places.Count < 2 ? places.Count : places.Distinct().Count();

    /// <summary>Gives the items of one row to another, to be tried again where they have not completed.</summary>
    public void Move(long from, long to, int attempt, long now)
    {
        connection[MoveItems].Bind(from).Bind(to).Run();
        var tried = new List<(long Id, RunId Run)>();
        var rows = connection[SelectTried].Bind(to);
        while (rows.Step()) tried.Add((rows.Int64(0), rows.RunId(1)));
        foreach (var (id, run) in tried) connection[RenameRun].Bind(id).Bind(FanOutRules.NextRunId(run, attempt, now)).Run();
        connection[ResetItems].Bind(to).Run();
    }

    public (int Total, int Completed) Count(long step)
    {
        var row = connection[CountItems].Bind(step);
        row.Step();
        var counts = (row.Int32(0), row.Int32(1));
        row.Reset();
        return counts;
    }

    /// <summary>Creates the runs of the first ready items; gives how many.</summary>
    public int Start(RunRow run, FanOutRow fanOut, long max, long now)
    {
        var row = connection[SelectReady].Bind(fanOut.Step).Bind(max);
        row.Step();
        var (count, last) = (row.Int32(0), row.Int64(1));
        row.Reset();
        if (count == 0) return 0;
        connection[CreateRuns]
            .Bind(run.Key).Bind(fanOut.Step).Bind(last).Bind(now).Bind(fanOut.Workflow).Bind((long)fanOut.WorkflowVersion)
            .Run();
        connection[CreateDetails]
            .Bind(run.Key).Bind(fanOut.Step).Bind(last).Bind(fanOut.Title).Bind(fanOut.ParentNode).Bind(fanOut.ItemNode)
            .Run();
        AddEvents(EventsOfReady, run, fanOut, last, RunEventKinds.ItemStarted, "", now);
        connection[StartReady].Bind(fanOut.Step).Bind(last).Bind(now).Run();
        return count;
    }

    /// <summary>Skips what is pending, all of it or what depends on an item; gives how many.</summary>
    public int SkipPending(RunRow run, FanOutRow fanOut, long? dependentsOf, string why, long now)
    {
        if (dependentsOf is { } item && connection[HasDependents].Bind(item).ReadInt64() is null) return 0;
        var (events, skip) = dependentsOf is null ? (EventsOfAll, SkipAll) : (EventsOfDependents, SkipDependents);
        AddEvents(events, run, fanOut, dependentsOf, RunEventKinds.ItemEnded, ": skipped", now);
        return connection[skip].Bind(fanOut.Step).Bind(dependentsOf).Bind(now).Bind(why).Run();
    }

    public void End(long id, FanOutItemStatus status, string? error, long now)
        => connection[EndItem].Bind(id).Bind(status.ToText()).Bind(now).Bind(error).Run();

    public void RunAgain(long id, long now) => connection[RunItemAgain].Bind(id).Bind(now).Run();

    /// <summary>An item has completed: those that depend on it wait for one less.</summary>
    public void Serve(long id) => connection[ServeDependents].Bind(id).Run();

    public List<RunId> Running(long step)
    {
        var running = new List<RunId>();
        var rows = connection[SelectRunning].Bind(step);
        while (rows.Step()) running.Add(rows.RunId(0));
        return running;
    }

    // A run that has ended has its last event.
    private void AddEvents(string sql, RunRow run, FanOutRow fanOut, long? which, string kind, string suffix, long now)
    {
        if (run.EndedAt is not null) return;
        run.Events += connection[sql]
            .Bind(fanOut.Step).Bind(which).Bind(now).Bind(run.Key).Bind(run.Events).Bind(kind).Bind(fanOut.NodeId).Bind(fanOut.Path)
            .Bind((long)fanOut.Attempt).Bind(suffix)
            .Run();
    }
}
