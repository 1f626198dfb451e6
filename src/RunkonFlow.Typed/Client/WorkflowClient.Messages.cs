using System.Buffers;
using System.Text.Json;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>What people decide, and what they send to runs.</summary>
internal sealed partial class WorkflowClient
{
    public ValueTask<CommandResult> ApproveAsync(
        RunId runId, GateHandle gate, string? feedback = null, CommandOptions? options = null, CancellationToken cancellationToken = default)
        => ApproveAsync(runId, gate, [], feedback, options, cancellationToken);

    public ValueTask<CommandResult> ApproveAsync<TOption>(
        RunId runId, GateHandle<TOption> gate, IReadOnlyList<TOption> selections, string? feedback = null, CommandOptions? options = null,
        CancellationToken cancellationToken = default)
        where TOption : notnull
    {
        ArgumentNullException.ThrowIfNull(selections);
        return ApproveAsync(runId, gate, [.. selections.Select(static option => option.ToString()!)], feedback, options, cancellationToken);
    }

    public async ValueTask<CommandResult> RejectAsync(
        RunId runId, GateHandle gate, string? feedback = null, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (await FindAsync(runId, gate, cancellationToken).ConfigureAwait(false) is not { } step) return await UnknownAsync(runId, gate, cancellationToken).ConfigureAwait(false);
        return Woken(runId, await store.RejectAsync(step.Id, ToCommand(null, options), feedback, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<CommandResult> SignalAsync<TMessage>(
        RunId runId, SignalHandle<TMessage> signal, TMessage message, string? key = null, CommandOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var payload = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(payload)) signal.Write(json, message);
        RequireSmall(payload.WrittenCount, $"The message '{signal.Id}'");
        var sent = await store.SignalAsync(runId, ToCommand(null, options), new(signal.Id, payload.WrittenMemory, key) { FormerNames = signal.FormerIds }, cancellationToken)
            .ConfigureAwait(false);
        return Woken(runId, sent);
    }

    private async ValueTask<CommandResult> ApproveAsync(
        RunId runId, GateHandle gate, IReadOnlyList<string> selections, string? feedback, CommandOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (await FindAsync(runId, gate, cancellationToken).ConfigureAwait(false) is not { } step) return await UnknownAsync(runId, gate, cancellationToken).ConfigureAwait(false);
        return Woken(runId, await store.VoteAsync(step.Id, ToCommand(null, options), feedback, selections, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The gate's row that waits, else the last that was decided: a repeated command gets its first answer from it.</summary>
    private async ValueTask<WorkflowRunStep?> FindAsync(RunId runId, GateHandle gate, CancellationToken cancellationToken)
    {
        var waiting = await store.GetWaitingStepAsync(runId, gate.Id, cancellationToken).ConfigureAwait(false);
        foreach (var former in gate.FormerIds)
            waiting ??= await store.GetWaitingStepAsync(runId, former, cancellationToken).ConfigureAwait(false);
        return waiting ?? (await store.GetStepsAsync(runId, cancellationToken).ConfigureAwait(false))
            .LastOrDefault(step => step.Gate is not null && (step.StepName == gate.Id || gate.FormerIds.Contains(step.StepName)));
    }

    private async ValueTask<CommandResult> UnknownAsync(RunId runId, GateHandle gate, CancellationToken cancellationToken)
    {
        if (await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) is not { } run) return CommandAnswers.NoRun(runId);
        return run.Status.IsTerminal()
            ? CommandAnswers.Ended(run.Status)
            : new(CommandOutcome.Conflict, $"The run has not come to gate '{gate.Id}' yet.");
    }
}
