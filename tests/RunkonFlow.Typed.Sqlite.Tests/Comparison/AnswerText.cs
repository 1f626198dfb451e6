using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests.Comparison;

/// <summary>What stores answer, as text that can be compared; row ids, which stores choose, are left out.</summary>
internal static class AnswerText
{
    public static string Of(WorkflowRun run) => string.Join(
        ' ', run.Id, run.WorkflowName, run.WorkflowVersion, run.WorkflowTitle, run.ParentRunId, run.ParentWorkflowRunId, run.ParentNode, run.ItemNode, run.RootRunId, run.Depth,
        run.Status, run.SuspendReason, run.IsFinalizing, run.DryRun, run.Trigger, run.DefinitionSnapshot, run.Key, string.Join(',', run.Tags),
        run.Namespace, run.Queue, run.Priority, Of(run.CreatedAt), Of(run.StartedAt), Of(run.EndedAt), "due", Of(run.DueAt), "blocked", run.BlockedOn,
        "at", run.AtNode, run.ResultSummary, run.Error, run.FinalizerError, Of(run.Input), Of(run.Output), Of(run.Failure), Of(run.Frame), run.Shape,
        "owner", run.Owner, Of(run.LeaseUntil), run.Generation, run.Sequence, run.Requests, run.CancelRequest, run.ClaimsWithoutProgress, run.TraceParent);

    public static string Of(WorkflowRunStep step) => string.Join(
        ' ', step.NodeId, step.Path, step.Attempt, step.StepName, step.Role, step.CanCommit, step.Position, step.Status, step.RetryCount,
        step.ChildRunId, Of(step.StartedAt), Of(step.EndedAt), "due", Of(step.DueAt), step.ResultText, step.ContextOut, step.MarkersOut,
        step.StructuredOutput, step.StepError, step.ErrorType, step.Tolerated, step.Progress, step.Group, step.Items, step.Gate);

    public static string OfOrNull(WorkflowRunStep? step) => step is null ? "none" : Of(step);

    public static string Of(FanOutItem item) => string.Join(
        ' ', item.ItemType, item.ItemId, item.ItemRef, item.ChildRunId ?? "null", item.Status, Of(item.DispatchedAt), Of(item.CompletedAt),
        string.Join(',', item.Context.Select(pair => $"{pair.Key}={pair.Value}")));

    public static string Of(StoredOutcome outcome) => string.Join(' ', outcome.Key, outcome.Status, Of(outcome.Item), Of(outcome.Output), outcome.Error);

    public static string Of(ClaimedRun run) => string.Join(
        ' ', run.RunId, run.WorkflowName, run.WorkflowVersion, run.Generation, run.Sequence, run.Status, run.Requests, run.CancelRequest,
        run.IsFinalizing, Of(run.FinalizersDueAt), run.DryRun, Of(run.CreatedAt), Of(run.Input), Of(run.Frame), run.Shape, run.InboxSequence,
        run.LastPosition, run.IsRoot, Of(run.Now), run.TraceParent, run.ItemNode, Of(run.Failure),
        string.Join(',', run.Progress.OrderBy(saved => saved.NodeId).Select(saved => $"{saved.NodeId}@{saved.Path}:{Of(saved.Json)}")), string.Join(',', run.Values.OrderBy(value => value.Id).Select(value => $"{value.Id}:{Of(value.Json)}")),
        string.Join("; ", run.OpenSteps.OrderBy(step => step.Position).ThenBy(step => step.NodeId).ThenBy(step => step.Path.ToString()).ThenBy(step => step.Attempt)));

    public static string Of(CommitResult result) => string.Join(' ', result.Outcome, result.Requests, result.Sequence, result.InboxSequence, result.LimitedBy, Of(result.RetryAt));

    public static string Of(GateApprovalState state) => state is GateApprovalState.Approved approved
        ? $"approved {approved.Feedback} {string.Join(',', approved.Selections)}"
        : state.ToString();

    public static string Of(StoredSignal signal) => string.Join(' ', signal.Number, signal.Signal.Name, Of(signal.Signal.Payload), signal.Signal.Key, Of(signal.At));

    public static string Of(DateTimeOffset? moment) => moment is { } value ? value.ToString("O") : "-";

    public static string Of(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
