using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public ValueTask<GateApprovalState> GetGateApprovalAsync(long stepId, CancellationToken cancellationToken = default)
        => ReadRowAsync(
            new Call("get_gate_v1").Long("step_id", stepId),
            static row => GateApprovalState.FromFields(
                row.TimeOrNull(1), (StepStatus)row.GetByte(0), row.TextOrNull(2), GateOptions.FromJson(row.TextOrNull(3))),
            new GateApprovalState.Pending(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> ApproveAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => DecideAsync("approve", stepId, command, feedback, selections, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> RejectAsync(long stepId, Command command, string? feedback = null, CancellationToken cancellationToken = default)
        => DecideAsync("reject", stepId, command, feedback, null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> VoteAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => DecideAsync("vote", stepId, command, feedback, selections, cancellationToken);

    private async ValueTask<CommandResult> DecideAsync(
        string verb, long stepId, Command command, string? feedback, IReadOnlyList<string>? selections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        // A gate's options never change, so what was selected from them is looked at before, and only where something was.
        var refusal = selections is { Count: > 0 }
            ? await ReadRowAsync(
                new Call("get_gate_v1").Long("step_id", stepId), row => GateOptions.Refusal(row.TextOrNull(4), selections), null, cancellationToken).ConfigureAwait(false)
            : null;
        var call = new Call("decide_v1")
            .Long("step_id", stepId).Guid("command_id", command.Id).Ascii("verb", verb, 20).Text("made_by", command.By, 400).LongText("reason", command.Reason)
            .LongText("feedback", feedback).LongText("selections", GateOptions.ToJson(selections)).LongText("context", GateOptions.ToContext(selections))
            .LongText("refusal", refusal);
        return await ReadRowAsync(
            call,
            row => (AnswerCode)row.GetByte(0) is var code && code == AnswerCode.NoStep
                ? CommandAnswers.NoStep(stepId)
                : AnswerText.Of(code, row.TextOrNull(1), row.IntOrNull(2) ?? 0),
            null!, cancellationToken).ConfigureAwait(false);
    }
}
