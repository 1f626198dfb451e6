using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// What a run's owner reads when the run was woken.
public sealed partial class InMemoryPersistence
{
    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(FindRun(id)?.Steps.FindLatest(nodeId, path)?.ToStep());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredValue>> GetFrameValuesAsync(RunId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new((IReadOnlyList<StoredValue>)[.. FindRun(id)?.Extras?.Values ?? []]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            StepRow? first = null;
            for (var row = FindRun(id)?.Steps.FirstOpen; row is not null; row = row.NextOpen)
            {
                if (row.Status != StepStatus.Waiting || row.StepName != stepName || row.Role is not ("gate" or "signal")) continue;
                if (first is null || IsBefore(row, first)) first = row;
            }
            return new(first?.ToStep());
        }
    }

    private static bool IsBefore(StepRow left, StepRow right) => StepOrder.Compare(
        left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId) < 0;

    /// <inheritdoc/>
    public ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(FindRun(id)?.Extras?.Signals.Find(signal => signal.Signal.Name == name));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (FindRun(id)?.Steps.Find(fanOut.NodeId, fanOut.Path, fanOut.Attempt)?.Extras is not { } extras) return new([]);
            return new(extras.Items.ConvertAll(item => new StoredOutcome(
                item.ItemId, item.Status, item.Json, item is { Status: FanOutItemStatus.Completed, Run: { } run } ? run.Output.ToArray() : default, item.Error)));
        }
    }
}
