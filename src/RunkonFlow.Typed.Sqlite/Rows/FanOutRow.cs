using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>A fan-out that the store hands out, as its row and its step row have it. Loaded, changed, saved; never kept.</summary>
internal sealed class FanOutRow
{
    private const string Select =
        """
        SELECT s.node_id, s.path, s.attempt, f.max_parallel, f.on_failure, f.workflow, f.workflow_version, f.title, f.item_node,
               f.total, f.running, f.completed, f.failed, f.skipped, f.is_collected
        FROM fan_out AS f
        JOIN step AS s ON s.id = f.step
        WHERE f.step = ?1
        """;

    private const string InsertRow =
        """
        INSERT INTO fan_out (step, run, max_parallel, on_failure, workflow, workflow_version, title, item_node, total, completed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;

    private const string Update =
        "UPDATE fan_out SET running = ?2, completed = ?3, failed = ?4, skipped = ?5, is_collected = ?6 WHERE step = ?1";

    public required long Step { get; init; }

    public required string NodeId { get; init; }

    public required string Path { get; init; }

    public required int Attempt { get; init; }

    public required int MaxParallel { get; init; }

    public required OnItemFailure OnFailure { get; init; }

    public required string Workflow { get; init; }

    public required int WorkflowVersion { get; init; }

    public required string Title { get; init; }

    public required string ItemNode { get; init; }

    public required int Total { get; init; }

    public int Running { get; set; }

    public int Completed { get; set; }

    public int Failed { get; set; }

    public int Skipped { get; set; }

    /// <summary>Its run was told that it is over.</summary>
    public bool IsCollected { get; set; }

    public FanOutCounts Counts => new(Total, Running, Completed, Failed, Skipped);

    public string ParentNode => RunTree.ParentNode(NodeId, IterationPath.Parse(Path));

    public static FanOutRow? Load(Connection connection, long step)
    {
        var row = connection[Select].Bind(step);
        if (!row.Step()) return null;
        var fanOut = new FanOutRow
        {
            Step = step,
            NodeId = row.Text(0),
            Path = row.Text(1),
            Attempt = row.Int32(2),
            MaxParallel = row.Int32(3),
            OnFailure = (OnItemFailure)row.Int32(4),
            Workflow = row.Text(5),
            WorkflowVersion = row.Int32(6),
            Title = row.Text(7),
            ItemNode = row.Text(8),
            Total = row.Int32(9),
            Running = row.Int32(10),
            Completed = row.Int32(11),
            Failed = row.Int32(12),
            Skipped = row.Int32(13),
            IsCollected = row.Bool(14),
        };
        row.Reset();
        return fanOut;
    }

    public static void Insert(Connection connection, long step, long run, FanOutStart start, int total, int completed)
        => connection[InsertRow]
            .Bind(step).Bind(run).Bind((long)start.MaxParallel).Bind((long)start.OnFailure).Bind(start.WorkflowName).Bind((long)start.WorkflowVersion)
            .Bind(start.WorkflowTitle).Bind(start.ItemNode).Bind((long)total).Bind((long)completed)
            .Run();

    public void Save(Connection connection)
        => connection[Update]
            .Bind(Step).Bind((long)Running).Bind((long)Completed).Bind((long)Failed).Bind((long)Skipped).Bind(IsCollected)
            .Run();
}
