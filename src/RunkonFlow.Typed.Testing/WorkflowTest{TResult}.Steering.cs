using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Testing;

/// <content>What people and other systems do.</content>
public sealed partial class WorkflowTest<TResult>
{
    private readonly List<(RunId Run, string Signal, FlowAnswers.SignalAnswer Answer)> _asked = [];

    /// <summary>The client of the test's engine, for what has no method of its own here.</summary>
    public IWorkflowClient Client => _client ?? throw NotBegun();

    /// <summary>Approves the gate at which the run, or a child of it, waits, as one voter.</summary>
    /// <exception cref="WorkflowTestException">Nobody waits there, or the vote was not accepted.</exception>
    public async Task ApproveAsync(GateHandle gate, string? feedback = null, string by = "tester")
    {
        ArgumentNullException.ThrowIfNull(gate);
        var (run, _) = await WaitingAsync(gate.Workflow, gate.Id).ConfigureAwait(false);
        Check(await Client.ApproveAsync(run.Id, gate, feedback, new() { By = by }).ConfigureAwait(false));
    }

    /// <summary>As <see cref="ApproveAsync(GateHandle, string?, string)"/>, with options selected.</summary>
    public async Task ApproveAsync<TOption>(GateHandle<TOption> gate, IReadOnlyList<TOption> selections, string? feedback = null, string by = "tester")
        where TOption : notnull
    {
        ArgumentNullException.ThrowIfNull(gate);
        var (run, _) = await WaitingAsync(gate.Workflow, gate.Id).ConfigureAwait(false);
        Check(await Client.ApproveAsync(run.Id, gate, selections, feedback, new() { By = by }).ConfigureAwait(false));
    }

    /// <summary>Rejects the gate at which the run, or a child of it, waits.</summary>
    /// <exception cref="WorkflowTestException">Nobody waits there, or the vote was not accepted.</exception>
    public async Task RejectAsync(GateHandle gate, string? feedback = null, string by = "tester")
    {
        ArgumentNullException.ThrowIfNull(gate);
        var (run, _) = await WaitingAsync(gate.Workflow, gate.Id).ConfigureAwait(false);
        Check(await Client.RejectAsync(run.Id, gate, feedback, new() { By = by }).ConfigureAwait(false));
    }

    /// <summary>Sends a message to the run, or to the child of it that waits for one; it may come before it is waited for.</summary>
    /// <exception cref="WorkflowTestException">It was not accepted: the run has ended.</exception>
    public async Task SignalAsync<TMessage>(SignalHandle<TMessage> signal, TMessage message, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(signal);
        await BeginAsync().ConfigureAwait(false);
        var waiting = await FindAsync(signal.Workflow, signal.Id).ConfigureAwait(false);
        Check(await Client.SignalAsync(waiting?.Run.Id ?? RunId, signal, message, key).ConfigureAwait(false));
    }

    /// <summary>Sends a message that wants an answer to the run, or to the child of it that waits for one, and lets time pass until the flow has given it.</summary>
    /// <exception cref="WorkflowTestException">The run has ended without an answer, or waits for something that does not come by itself.</exception>
    public async Task<TReply> RequestAsync<TMessage, TReply>(RequestHandle<TMessage, TReply> signal, TMessage message)
    {
        ArgumentNullException.ThrowIfNull(signal);
        await BeginAsync().ConfigureAwait(false);
        var run = (await FindAsync(signal.Workflow, signal.Id).ConfigureAwait(false))?.Run.Id ?? RunId;
        var key = Guid.NewGuid().ToString("N");
        Check(await Client.SignalAsync(run, FlowAnswers.AsSignal(signal), new(signal.Id, key, message), key).ConfigureAwait(false));
        ReadOnlyMemory<byte> reply = default;
        await UntilAsync(async _ => !(reply = await _inner!.GetReplyAsync(run, signal.Id, key).ConfigureAwait(false)).IsEmpty, null, $"to answer a request of signal '{signal.Id}'").ConfigureAwait(false);
        return signal.Read(reply);
    }

    /// <summary>Asks for the run's end. Drive it on: its finalizers and compensations are still to run.</summary>
    public async Task CancelAsync(string? reason = null, string by = "tester")
    {
        await BeginAsync().ConfigureAwait(false);
        Check(await Client.CancelAsync(RunId, reason, options: new() { By = by }).ConfigureAwait(false));
    }

    private static void Check(CommandResult result)
    {
        if (result.Outcome != CommandOutcome.Accepted) throw new WorkflowTestException($"It was not accepted ({result.Outcome}): {result.Message}");
    }

    /// <summary>Gives what waits the answers that were prepared for it; whether there were any.</summary>
    private async Task<bool> AnswerAsync()
    {
        var hasAnswered = false;
        foreach (var run in (await ListAsync().ConfigureAwait(false)).Where(static run => run.Status == RunStatus.Waiting))
        {
            foreach (var row in await _store!.GetStepsAsync(run.Id).ConfigureAwait(false))
            {
                if (row.Status != StepStatus.Waiting || row.Role is not ("gate" or "signal") || _leftToTime.Contains(row.Id)) continue;
                hasAnswered |= await AnswerAsync(run, row).ConfigureAwait(false);
            }
        }
        return hasAnswered;
    }

    private async Task<bool> AnswerAsync(WorkflowRun run, WorkflowRunStep row)
    {
        switch (_answers.Take(run.WorkflowName, row.StepName))
        {
            case null:
                return false;
            case { IsTimeout: true }:
                _leftToTime.Add(row.Id);
                return false;
            case FlowAnswers.SignalAnswer { SendAsync: { } sendAsync } answer:
                Check(await sendAsync(Client, run.Id).ConfigureAwait(false));
                if (answer.Replied is not null) _asked.Add((run.Id, row.StepName, answer));
                return true;
            case FlowAnswers.GateAnswer decision:
                await DecideAsync(run, row, decision).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Hands out the replies to requests that were prepared.</summary>
    private async Task HearRepliesAsync()
    {
        foreach (var (run, signal, answer) in _asked.ToArray())
        {
            var reply = await _inner!.GetReplyAsync(run, signal, answer.RequestKey!).ConfigureAwait(false);
            if (reply.IsEmpty) continue;
            _asked.Remove((run, signal, answer));
            answer.Replied!(reply);
        }
    }

    private async Task DecideAsync(WorkflowRun run, WorkflowRunStep row, FlowAnswers.GateAnswer answer)
    {
        var gate = new GateHandle<string>(run.WorkflowName, row.StepName);
        if (answer.Outcome == DecisionOutcome.Rejected)
        {
            Check(await Client.RejectAsync(run.Id, gate, answer.Feedback, new() { By = answer.By }).ConfigureAwait(false));
            return;
        }
        // A quorum is reached by others first, so that the one who was named is the last.
        for (var voter = row.Gate?.MinApprovals ?? 1; voter > 0; voter--)
        {
            var by = voter == 1 ? answer.By : $"{answer.By}-{voter}";
            Check(await Client.ApproveAsync(run.Id, gate, [.. answer.Selections.Select(static option => option.ToString()!)], answer.Feedback, new() { By = by }).ConfigureAwait(false));
        }
    }

    private async Task<(WorkflowRun Run, WorkflowRunStep Row)> WaitingAsync(string workflow, string id)
    {
        await BeginAsync().ConfigureAwait(false);
        return await FindAsync(workflow, id).ConfigureAwait(false) ?? throw await StuckAsync($"does not wait at '{id}'").ConfigureAwait(false);
    }

    /// <summary>The run that waits at a gate or for a signal: of several the one that was created first.</summary>
    private async Task<(WorkflowRun Run, WorkflowRunStep Row)?> FindAsync(string workflow, string id)
    {
        foreach (var run in await ListAsync().ConfigureAwait(false))
            if (run.WorkflowName == workflow && await _store!.GetWaitingStepAsync(run.Id, id).ConfigureAwait(false) is { } row) return (run, row);
        return null;
    }
}
