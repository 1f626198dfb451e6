using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Rows;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public async ValueTask<long> InsertStepAsync(RunFence fence, NewStep step, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfNegative(step.Iteration);
        if (step.Gate is { MinApprovals: < 1 }) throw new ArgumentOutOfRangeException(nameof(step), "A gate needs at least one approval.");
        var path = default(IterationPath).Then(step.Iteration);
        var gate = step.Gate ?? new GateRow();
        var call = new Call("insert_step_v1")
            .Id("run_id", fence.RunId).Long("generation", fence.Generation).Hash("operation", Hashes.Operation(step.StepName, path)).Int("attempt", step.RetryCount ?? 0)
            .Text("name", step.StepName, 400).Ascii("path", path.ToString(), 100).Text("role", step.Role, 100).Bit("can_commit", step.CanCommit)
            .Int("position", step.Position).Bit("is_running", step.RetryCount is not null).Hash("inserted", Hashes.Of(step.ToString()))
            .Bit("is_gate", step.Gate is not null || step.Role == "gate").LongText("prompt", gate.Prompt).LongText("options", gate.Options)
            .Int("min_approvals", gate.MinApprovals).Text("assignee", gate.Assignee, 400).Time("approved_at", gate.ApprovedAt).Text("decided_by", gate.DecidedBy, 400)
            .LongText("feedback", gate.Feedback).LongText("selections", gate.Selections);
        var (code, id) = await ReadRowAsync(call, static row => (row.GetInt32(0), row.LongOrNull(1) ?? 0), default, cancellationToken).ConfigureAwait(false);
        return code switch
        {
            0 => id,
            1 => throw Missing.Run(fence.RunId),
            2 => throw new LeaseLostException(fence.RunId, fence.Generation),
            _ => throw new ConflictException(
                $"Step '{step.StepName}' of run {fence.RunId}, iteration {step.Iteration}, retry {step.RetryCount ?? 0} exists with other content."),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<bool> UpdateStepAsync(long stepId, StepUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var call = new Call("update_step_v1")
            .Long("step_id", stepId).Long("generation", update.Generation).Byte("status", (byte)update.Status).Text("child_run", update.ChildRunId, 100)
            .LongText("result_text", update.ResultText).LongText("context", update.ContextOut).LongText("markers", update.MarkersOut)
            .Int("retry_count", update.RetryCount).Blob("output", update.StructuredOutput is { } output ? Encoding.UTF8.GetBytes(output) : null)
            .LongText("error", update.StepError).Guid("call_id", Guid.NewGuid());
        var (code, run, name, from) = await ReadRowAsync(
            call, static row => (row.GetInt32(0), row.RunIdOrNull(1), row.TextOrNull(2), row.IsDBNull(3) ? default : (StepStatus)row.GetByte(3)), default, cancellationToken)
            .ConfigureAwait(false);
        return code switch
        {
            0 => true,
            1 => false,
            2 => throw Missing.Step(stepId),
            3 => throw new LeaseLostException(run!.Value, update.Generation),
            _ => throw new ConflictException($"Step '{name}' of run {run} is {from.ToText()} and cannot become {update.Status.ToText()}."),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => await _caller.RunAsync(new Call("get_steps_v1").Id("run_id", id).Bit("archived", false), StepReader.ReadAsync, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => await _caller.RunAsync(new Call("get_steps_v1").Id("run_id", id).Bit("archived", true), StepReader.ReadAsync, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
        => _caller.RunAsync(
            new Call("get_latest_step_v1").Id("run_id", id).Hash("operation", Hashes.Operation(nodeId, path)), StepReader.ReadFirstAsync, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredValue>> GetFrameValuesAsync(RunId id, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(
            new Call("get_frame_values_v1").Id("run_id", id), static row => new StoredValue(row.GetInt32(0), row.Bytes(1)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default)
        => _caller.RunAsync(
            new Call("get_waiting_steps_v1").Id("run_id", id).Text("name", stepName, 400), StepReader.ReadFirstAsync, cancellationToken);
}
