using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Gates: asked once, decided by people, by a step that is polled, or by their deadline.</summary>
internal sealed partial class RunActivation
{
    private bool BeginGate(Strand strand)
    {
        if (Claim.DryRun) return ApproveByDryRun(strand);
        // That of a branch may have been decided before the claim, which brings the open rows.
        var isNew = strand.Operation.Row is null && !strand.IsResumed;
        if (isNew)
        {
            var request = strand.Frame.GateOf(strand.Command.Node);
            var gate = new GateRow
            {
                Prompt = request.Prompt,
                Assignee = request.Assignee,
                MinApprovals = strand.Node.Gate!.MinApprovals,
                Options = request.Options is { } options ? GateOptions.Of(options) : null,
            };
            AddWaitingRow(strand, strand.Node.Timeout, gate);
        }
        strand.NextPoll = strand.Node.Gate!.ResolvedEvery is null ? null : Now;
        return Wait(strand, mustLook: !isNew);
    }

    private bool ApproveByDryRun(Strand strand)
    {
        if (strand.Operation.StartedAt == default) strand.Operation.StartedAt = Now;
        strand.Frame.SetDecision(strand.Command.Node, new(DecisionOutcome.Approved, TimedOut: false, null, "Approved by the dry run.", []));
        EndOperation(strand, StepStatus.Completed).Notes = "Approved by the dry run.";
        return true;
    }

    private async ValueTask LookForDecisionAsync(Strand strand)
    {
        var row = await _engine.Store.GetLatestStepAsync(RunId, strand.Node.Id, strand.Operation.Path).ConfigureAwait(false);
        if (row is not null) (strand.Operation.Position, strand.Operation.Attempt, strand.Operation.Row) = (row.Position, row.Attempt, row.Status);
        if (row is not { Status: StepStatus.Completed or StepStatus.Failed, Gate: { } gate }) return;
        var outcome = gate.ApprovedAt is not null || row.Status == StepStatus.Completed ? DecisionOutcome.Approved : DecisionOutcome.Rejected;
        Decide(strand, new(outcome, TimedOut: false, gate.DecidedBy, gate.Feedback, GateOptions.FromJson(gate.Selections)));
        EndSegmentAt(strand, row.EndedAt ?? Now);
        GoOn(strand);
    }

    private void TimeOutGate(Strand strand)
    {
        var outcome = strand.Node.Gate!.OnTimeout switch
        {
            OnTimeout.Reject => DecisionOutcome.Rejected,
            OnTimeout.Continue => DecisionOutcome.Approved,
            OnTimeout.Escalate => DecisionOutcome.Escalated,
            _ => (DecisionOutcome?)null,
        };
        if (outcome is null)
        {
            FailWith(strand, StepStatus.TimedOut, FailureTypes.Timeout, $"Nobody decided within {strand.Node.Timeout}.");
            return;
        }
        Decide(strand, new(outcome.Value, TimedOut: true, null, null, []));
        EndOperation(strand, StepStatus.TimedOut);
    }

    /// <summary>The step that decides an automated gate was called once.</summary>
    private void EndPoll(Strand strand, AttemptEnd end)
    {
        strand.NextPoll = Now + strand.Node.Gate!.ResolvedEvery;
        var answer = end == AttemptEnd.Completed ? strand.Frame.ResolutionOf(strand.Command.Node) : null;
        if (answer is null)
        {
            if (strand.Attempt.Error is { } error) Log.PollFailed(_engine.Logger, error, RunId, strand.Node.Id);
            Wait(strand, mustLook: false);
            return;
        }
        Decide(strand, answer);
        EndOperation(strand, answer.Outcome == DecisionOutcome.Approved ? StepStatus.Completed : StepStatus.Failed).Notes = answer.Feedback;
    }

    private static void Decide(Strand strand, GateAnswer answer) => strand.Frame.SetDecision(strand.Command.Node, answer);
}
