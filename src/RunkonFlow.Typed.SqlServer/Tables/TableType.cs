using System.Data;

namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>A table type of the database, as this assembly fills it: the columns by their places, see <c>Sql/Types</c>.</summary>
internal sealed class TableType(string name, params TableColumn[] columns)
{
    private DataTable? _schema;

    public string Name => name;

    public TableColumn[] Columns => columns;

    public static readonly TableType Commits = new(
        "commit_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Text("run_id", 26), TableColumn.Long("generation"), TableColumn.Long("sequence"),
        TableColumn.Bytes("digest", 16), TableColumn.Byte("status"), TableColumn.Byte("suspend_reason"), TableColumn.Bit("releases"),
        TableColumn.Time("due_at"), TableColumn.Long("seen_inbox"), TableColumn.Bit("makes_progress"), TableColumn.Bit("is_finalizing"),
        TableColumn.Time("finalizers_due"), TableColumn.Text("shape", 200), TableColumn.Bytes("frame"), TableColumn.Bytes("output"),
        TableColumn.Bytes("failure"), TableColumn.Text("error", TableColumn.Max), TableColumn.Text("finalizer_error", TableColumn.Max),
        TableColumn.Text("at_node", 400), TableColumn.Bit("is_refused"), TableColumn.Int("parts"),
        TableColumn.Int("trim_before"));

    public static readonly TableType Steps = new(
        "step_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Int("place"), TableColumn.Bytes("operation", 16), TableColumn.Int("attempt"),
        TableColumn.Text("node_id", 400), TableColumn.Text("path", 100), TableColumn.Text("name", 400), TableColumn.Text("role", 100),
        TableColumn.Bit("can_commit"), TableColumn.Int("position"), TableColumn.Byte("status"), TableColumn.Time("started_at"),
        TableColumn.Time("ended_at"), TableColumn.Time("due_at"), TableColumn.Bit("is_tolerated"), TableColumn.Text("child_run", 100),
        TableColumn.Text("group_node", 400), TableColumn.Text("error_type", 400), TableColumn.Text("error", TableColumn.Max),
        TableColumn.Text("markers", TableColumn.Max), TableColumn.Text("context", TableColumn.Max), TableColumn.Bytes("output"),
        TableColumn.Bit("is_gate"), TableColumn.Text("prompt", TableColumn.Max), TableColumn.Text("options", TableColumn.Max),
        TableColumn.Int("min_approvals"), TableColumn.Text("assignee", 400), TableColumn.Time("approved_at"), TableColumn.Text("decided_by", 400),
        TableColumn.Text("feedback", TableColumn.Max), TableColumn.Text("selections", TableColumn.Max), TableColumn.Long("done"), TableColumn.Long("total"),
        TableColumn.Int("round"), TableColumn.Bit("keeps_frame"));

    public static readonly TableType Values = new(
        "value_rows_v1", TableColumn.Int("commit_no"), TableColumn.Int("value_id"), TableColumn.Bytes("json"));

    public static readonly TableType Items = new(
        "item_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Int("place"), TableColumn.Long("item_key"), TableColumn.Byte("status"), TableColumn.Text("child_run", 100));

    public static readonly TableType Children = new(
        "child_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Int("place"), TableColumn.Text("run_id", 26), TableColumn.Text("workflow", 200),
        TableColumn.Int("workflow_version"), TableColumn.Text("title", 400), TableColumn.Text("parent_run_id", 400), TableColumn.Text("parent_node", 600),
        TableColumn.Bit("dry_run"), TableColumn.Text("started_by", 400), TableColumn.Text("definition", TableColumn.Max), TableColumn.Text("key_text", 400),
        TableColumn.Bytes("key_hash", 16), TableColumn.Bytes("input"), TableColumn.Text("queue", 200), TableColumn.Int("priority"),
        TableColumn.Text("traceparent", 200), TableColumn.Time("due_at"));

    public static readonly TableType Texts = new(
        "text_rows_v1", TableColumn.Int("commit_no"), TableColumn.Int("place"), TableColumn.Text("text", 400));

    public static readonly TableType Notes = new(
        "note_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Int("place"), TableColumn.Byte("kind"), TableColumn.Bytes("operation", 16), TableColumn.Long("number"),
        TableColumn.Long("per"), TableColumn.Text("text", 400), TableColumn.Text("node_id", 400), TableColumn.Text("path", 100),
        TableColumn.Text("reason", 400), TableColumn.Bytes("json"));

    public static readonly TableType FanOuts = new(
        "fan_out_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Int("place"), TableColumn.Bytes("operation", 16), TableColumn.Int("attempt"),
        TableColumn.Int("previous_attempt"), TableColumn.Int("max_parallel"), TableColumn.Byte("on_failure"), TableColumn.Text("workflow", 200),
        TableColumn.Int("workflow_version"), TableColumn.Text("title", 400), TableColumn.Text("item_node", 400), TableColumn.Text("parent_node", 600),
        TableColumn.Text("node_id", 400));

    public static readonly TableType FanOutItems = new(
        "fan_out_item_rows_v1",
        TableColumn.Int("commit_no"), TableColumn.Int("fan_out"), TableColumn.Int("place"), TableColumn.Text("item_id", 400), TableColumn.Text("run_id", 26),
        TableColumn.Text("previous_run_id", 26), TableColumn.Int("waits"), TableColumn.Bytes("json"), TableColumn.Bytes("input"));

    public static readonly TableType Dependencies = new(
        "dependency_rows_v1", TableColumn.Int("commit_no"), TableColumn.Int("fan_out"), TableColumn.Int("needs"), TableColumn.Int("place"));

    public static readonly TableType Workflows = new(
        "workflow_rows_v1", TableColumn.Text("workflow", 200), TableColumn.Int("workflow_version"), TableColumn.Text("shape", 200));

    /// <summary>Every table type that this assembly fills.</summary>
    public static IReadOnlyList<TableType> All { get; } =
        [Commits, Steps, Values, Items, Children, Texts, Notes, FanOuts, FanOutItems, Dependencies, Workflows];

    /// <summary>The columns as ADO.NET describes them. The driver only reads it.</summary>
    public DataTable Schema => _schema ?? LazyInitializer.EnsureInitialized(ref _schema, NewSchema);

    private DataTable NewSchema()
    {
        var schema = new DataTable();
        schema.Columns.Add("ColumnName", typeof(string));
        schema.Columns.Add("ColumnOrdinal", typeof(int));
        schema.Columns.Add("ColumnSize", typeof(int));
        schema.Columns.Add("NumericPrecision", typeof(short));
        schema.Columns.Add("NumericScale", typeof(short));
        schema.Columns.Add("DataType", typeof(Type));
        schema.Columns.Add("AllowDBNull", typeof(bool));
        schema.Columns.Add("IsKey", typeof(bool));
        for (var i = 0; i < Columns.Length; i++)
        {
            var column = Columns[i];
            var isTime = column.Type == typeof(DateTime);
            schema.Rows.Add(
                column.Name, i, column.Size > 0 && !isTime ? column.Size : DBNull.Value, DBNull.Value, isTime ? (short)column.Size : DBNull.Value,
                column.Type, true, false);
        }
        return schema;
    }
}
