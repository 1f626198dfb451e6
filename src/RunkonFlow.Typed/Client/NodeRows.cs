using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>What one row says of its node.</summary>
internal static class NodeRows
{
    public static GraphNodeStatus StatusOf(GraphNodeKind kind, WorkflowRunStep row) => row.Status switch
    {
        StepStatus.Pending => GraphNodeStatus.Pending,
        StepStatus.Running => GraphNodeStatus.Running,
        StepStatus.Waiting when kind == GraphNodeKind.FanOut => GraphNodeStatus.Running,
        StepStatus.Waiting when kind is GraphNodeKind.Step or GraphNodeKind.Compensation => GraphNodeStatus.Retrying,
        StepStatus.Waiting when kind == GraphNodeKind.Child && string.IsNullOrEmpty(row.ChildRunId) => GraphNodeStatus.Retrying,
        StepStatus.Waiting => GraphNodeStatus.Waiting,
        StepStatus.Completed => GraphNodeStatus.Completed,
        StepStatus.Skipped => GraphNodeStatus.Skipped,
        StepStatus.Cancelled => GraphNodeStatus.Cancelled,
        _ when row.Tolerated => GraphNodeStatus.Tolerated,
        StepStatus.TimedOut => GraphNodeStatus.TimedOut,
        _ => GraphNodeStatus.Failed,
    };

    /// <summary>What a waiting row waits for, for people.</summary>
    public static string? WaitsFor(WorkflowRunStep row) => row.Role switch
    {
        "gate" when row.Gate is { } gate => $"{(gate.MinApprovals > 1 ? $"{gate.MinApprovals} approvals" : "a decision")}{Of(gate.Assignee)}{On(gate.Prompt)}",
        "gate" => "a decision",
        "signal" => $"a message '{row.StepName}'",
        "child" => "its child run",
        "timer" => "its time",
        _ => null,
    };

    /// <summary>What a row says of a node that the graph does not have.</summary>
    public static GraphNodeKind KindOf(string role) => role switch
    {
        "timer" => GraphNodeKind.Timer,
        "gate" => GraphNodeKind.Gate,
        "signal" => GraphNodeKind.Signal,
        "child" => GraphNodeKind.Child,
        "parallel" => GraphNodeKind.Parallel,
        "race" => GraphNodeKind.Race,
        "fan-out" => GraphNodeKind.FanOut,
        RowRoles.Compensation => GraphNodeKind.Compensation,
        _ => GraphNodeKind.Step,
    };

    private static string Of(string? assignee) => string.IsNullOrEmpty(assignee) ? "" : $" of {assignee}";

    private static string On(string? prompt) => string.IsNullOrEmpty(prompt) ? "" : $": {prompt}";
}
