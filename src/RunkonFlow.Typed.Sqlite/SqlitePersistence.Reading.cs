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

    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
        => ReadAsync(
            (id, nodeId, path), static (connection, asked) => StepReader.FindLatest(connection, asked.id, asked.nodeId, asked.path), cancellationToken);

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
    public async ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
    {
        var steps = await GetStepsAsync(id, cancellationToken).ConfigureAwait(false);
        var row = steps.Single(step => step.NodeId == fanOut.NodeId && step.Path == fanOut.Path && step.Attempt == fanOut.Attempt);
        var items = await GetFanOutItemsAsync(row.Id, null, cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => new StoredOutcome(item.ItemId, item.Status, default, default, null))];
    }
}
