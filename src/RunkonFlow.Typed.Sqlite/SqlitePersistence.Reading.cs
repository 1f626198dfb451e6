using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite;

/// <summary>What a run's owner reads when the run was woken.</summary>
public sealed partial class SqlitePersistence
{
    /// <inheritdoc/>
    public async ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
        => (await GetStepsAsync(id, cancellationToken).ConfigureAwait(false)).LastOrDefault(step => step.NodeId == nodeId && step.Path == path);

    /// <inheritdoc/>
    public async ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default)
        => (await GetStepsAsync(id, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(step => step.StepName == stepName && step.Status == StepStatus.Waiting && step.Role is "gate" or "signal");

    /// <inheritdoc/>
    public async ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default)
        => (await GetSignalsAsync(id, 0, cancellationToken).ConfigureAwait(false)).FirstOrDefault(signal => signal.Signal.Name == name);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
    {
        var steps = await GetStepsAsync(id, cancellationToken).ConfigureAwait(false);
        var row = steps.Single(step => step.NodeId == fanOut.NodeId && step.Path == fanOut.Path && step.Attempt == fanOut.Attempt);
        var items = await GetFanOutItemsAsync(row.Id, null, cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => new StoredOutcome(item.ItemId, item.Status, default, default, null))];
    }
}
