using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    /// <inheritdoc/>
    public ValueTask<long> InsertStepAsync(RunFence fence, NewStep step, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfNegative(step.Iteration);
        if (step.Gate is { MinApprovals: < 1 }) throw new ArgumentOutOfRangeException(nameof(step), "A gate needs at least one approval.");
        var path = default(IterationPath).Then(step.Iteration);
        lock (_lock)
        {
            var run = Fenced(fence);
            if (run.Steps.Find(step.StepName, path, step.RetryCount ?? 0) is { } existing)
            {
                if (existing.Extras?.Inserted == step) return new(existing.Id);
                throw new ConflictException($"Step '{step.StepName}' of run {run.Id}, iteration {step.Iteration}, retry {step.RetryCount ?? 0} exists with other content.");
            }
            if (run.Steps.Count == RunRow.MaxSteps) throw new ConflictException(TooManySteps(run));

            var now = Now();
            var row = run.Steps.Add(step.StepName, path, step.RetryCount ?? 0, step.Position);
            (row.StepName, row.Role, row.CanCommit, row.RetryCount) = (step.StepName, step.Role, step.CanCommit, step.RetryCount ?? 0);
            row.Extras = new() { Inserted = step, Gate = step.Gate ?? (step.Role == "gate" ? new() : null) };
            if (step.RetryCount is not null) row.StartedAt = now;
            Enter(row, from: null, step.RetryCount is null ? StepStatus.Pending : StepStatus.Running, now);
            Advance(run);
            return new(row.Id);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> UpdateStepAsync(long stepId, StepUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        lock (_lock)
        {
            var row = FindStep(stepId) ?? throw NoStep(stepId);
            Fenced(new(row.Run.Id, update.Generation));
            var from = row.Status;
            if (from.IsTerminal() && from == update.Status) return new(false);
            if (!Transitions.IsAllowed(from, update.Status))
                throw new ConflictException($"Step '{row.StepName}' of run {row.Run.Id} is {from.ToText()} and cannot become {update.Status.ToText()}.");

            var now = Now();
            if (update.Status.IsTerminal()) SetOutcome(row, update, now);
            else if (update.Status != StepStatus.Pending) Start(row, update.ChildRunId, now);
            Enter(row, from, update.Status, now);
            Advance(row.Run);
            return new(true);
        }
    }

    private static void Start(StepRow row, string? childRunId, long now)
    {
        row.StartedAt = now;
        if (childRunId is not null || row.Texts is not null) row.OwnTexts().ChildRunId = childRunId;
    }

    private static void SetOutcome(StepRow row, StepUpdate update, long now)
    {
        row.EndedAt = now;
        row.Output.Clear();
        row.RetryCount = update.RetryCount ?? row.RetryCount;
        var texts = row.OwnTexts();
        texts.ResultText = update.ResultText;
        texts.Context = update.ContextOut;
        texts.Markers = update.MarkersOut;
        texts.StructuredOutput = update.StructuredOutput;
        texts.Error = update.StepError;
        texts.ChildRunId = update.ChildRunId ?? texts.ChildRunId;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => List(id, archived: false);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => List(id, archived: true);

    private ValueTask<IReadOnlyList<WorkflowRunStep>> List(RunId id, bool archived)
    {
        lock (_lock)
        {
            if (FindRun(id) is not { } run) return new([]);
            var steps = new List<WorkflowRunStep>(archived ? 0 : run.Steps.Count);
            for (var i = 0; i < run.Steps.Count; i++)
                if (run.Steps[i].IsArchived == archived) steps.Add(run.Steps[i].ToStep());
            steps.Sort(static (left, right) => StepOrder.Compare(
                left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId));
            return new(steps);
        }
    }
}
