using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>What a named operation decides by when it is given a step row's id.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Run">The run's key.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Path">Its path as text.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Name">The step's id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="DueAt">Its due time or deadline.</param>
/// <param name="HasStarted">Its row has a start event.</param>
internal sealed record NamedStep(
    long Id, long Run, string NodeId, string Path, int Attempt, string Name, StepStatus Status, long? DueAt, bool HasStarted)
{
    private const string Select =
        "SELECT run, node_id, path, attempt, name, status, due_at, start_event IS NOT NULL FROM step WHERE id = ?1";

    public static NamedStep? Find(Connection connection, long id)
    {
        var row = connection[Select].Bind(id);
        if (!row.Step()) return null;
        var step = new NamedStep(
            id, row.Int64(0), row.Text(1), row.Text(2), row.Int32(3), row.Text(4), StatusUtf8.ReadStep(row.Bytes(5)), row.Int64OrNull(6), row.Bool(7));
        row.Reset();
        return step;
    }

    /// <summary>Tells the run's row of the new status.</summary>
    public void SetOpenStatus(RunRow run, StepStatus status)
    {
        if (run.Open.IndexOfId(Id) is var index and >= 0) run.Open.SetStatus(index, status);
    }
}
