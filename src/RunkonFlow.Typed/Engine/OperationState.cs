using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>The operation at which a run stands: which attempt is next, and what the store knows of it.</summary>
internal struct OperationState
{
    /// <summary>The attempt, from 1, that is next or under way.</summary>
    public int Attempt;

    /// <summary>Attempts that do not count for the retry policy: their worker was lost, or an operator began anew.</summary>
    public int Uncounted;

    /// <summary>Its order in the run.</summary>
    public int Position;

    /// <summary>The rounds of the loops around it.</summary>
    public IterationPath Path;

    /// <summary>The status of the attempt's row in the store; null when it has none yet.</summary>
    public StepStatus? Row;

    /// <summary>When a waiting row is due, or the deadline of a running one.</summary>
    public DateTimeOffset? DueAt;

    /// <summary>When the attempt began.</summary>
    public DateTimeOffset StartedAt;

    /// <summary>The attempt was under way when its worker was lost.</summary>
    public bool WasInterrupted;

    /// <summary>An operation that the run reaches for the first time.</summary>
    public static OperationState New(int position, IterationPath path) => new() { Attempt = 1, Position = position, Path = path };

    /// <summary>The operation of a claimed run, from the rows that the claim brought.</summary>
    public static OperationState Resume(List<OpenStep> rows, NodeDefinition node, IterationPath path, int lastPosition)
    {
        var state = New(lastPosition + 1, path);
        var latest = default(OpenStep);
        foreach (var row in rows)
        {
            if (row.NodeId != node.Id || row.Path != path) continue;
            if (row.ErrorType == FailureTypes.Interrupted) state.Uncounted++;
            if (row.Attempt > latest.Attempt) latest = row;
        }
        if (latest.Attempt == 0) return state;
        state.Position = latest.Position;
        // A gate is decided by others: its row has ended before the flow has seen it.
        var isDecided = node.Kind == NodeKind.Gate && (latest.Status is StepStatus.Completed or StepStatus.Failed);
        if (latest.Status.IsTerminal() && !isDecided)
        {
            // A failed run that an operator retries: the policy begins anew.
            state.Attempt = latest.Attempt + 1;
            state.Uncounted = latest.Attempt;
            return state;
        }
        (state.Attempt, state.Row, state.DueAt) = (latest.Attempt, latest.Status, latest.DueAt);
        state.WasInterrupted = latest.Status == StepStatus.Running;
        return state;
    }
}
