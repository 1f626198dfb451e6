using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Sqlite;

// What a run's owner reads when the run was woken.
public sealed partial class SqlitePersistence
{
    private const string SelectNextSignal =
        """
        SELECT s.number, s.name, s.payload, s.key, s.at
        FROM run AS r
        JOIN signal AS s INDEXED BY signal_name ON s.run = r.key
        WHERE r.id = ?1 AND s.name = ?2
        ORDER BY s.number
        LIMIT 1
        """;

    private const string SelectFrameValues = "SELECT v.id, v.json FROM run AS r JOIN frame_value AS v ON v.run = r.key WHERE r.id = ?1 ORDER BY v.id";

    // A hash that another key had taken was moved on by one, or very rarely by a few.
    private const string SelectOutcomes =
        """
        SELECT i.item_id, i.status, i.json, CASE WHEN i.status = 'completed' THEN d.output END, i.error
        FROM run AS r
        JOIN step AS s ON s.run = r.key AND s.key_hash BETWEEN ?2 AND ?2 + 8 AND s.node_id = ?3 AND s.path = ?4 AND s.attempt = ?5
        JOIN item AS i ON i.step = s.id
        LEFT JOIN run AS c ON c.id = i.child_run
        LEFT JOIN run_detail AS d ON d.run = c.key
        WHERE r.id = ?1
        ORDER BY i.id
        """;

    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
        => ReadAsync(
            (id, nodeId, path), static (connection, asked) => StepReader.FindLatest(connection, asked.id, asked.nodeId, asked.path), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredValue>> GetFrameValuesAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadAsync(id, static (connection, asked) =>
        {
            var values = new List<StoredValue>();
            var rows = connection[SelectFrameValues].Bind(asked);
            while (rows.Step()) values.Add(new((int)rows.Int64(0), rows.Bytes(1).ToArray()));
            return (IReadOnlyList<StoredValue>)values;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default)
        => ReadAsync((id, stepName), static (connection, asked) => StepReader.FindWaiting(connection, asked.id, asked.stepName), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default)
        => ReadAsync((id, name), static (connection, asked) =>
        {
            var row = connection[SelectNextSignal].Bind(asked.id).Bind(asked.name);
            if (!row.Step()) return null;
            var signal = ReadSignal(row);
            row.Reset();
            return signal;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
        => ReadAsync((id, fanOut), static (connection, asked) =>
        {
            var outcomes = new List<StoredOutcome>();
            var (nodeId, path, attempt) = (asked.fanOut.NodeId, asked.fanOut.Path, asked.fanOut.Attempt);
            var rows = connection[SelectOutcomes]
                .Bind(asked.id).Bind(StepKey.Hash(nodeId, path, attempt)).Bind(nodeId).Bind(path.ToString()).Bind((long)attempt);
            while (rows.Step())
            {
                outcomes.Add(new(
                    rows.Text(0), StatusTexts.ParseFanOutItemStatus(rows.Text(1)), rows.Bytes(2).ToArray(), rows.Bytes(3).ToArray(), rows.TextOrNull(4)));
            }
            return (IReadOnlyList<StoredOutcome>)outcomes;
        }, cancellationToken);
}
