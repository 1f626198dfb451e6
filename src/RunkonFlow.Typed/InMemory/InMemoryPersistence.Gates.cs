using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    /// <inheritdoc/>
    public ValueTask<GateApprovalState> GetGateApprovalAsync(long stepId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (FindStep(stepId) is not { } row) return new(new GateApprovalState.Pending());
            var gate = row.Extras?.Gate;
            return new(GateApprovalState.FromFields(gate?.ApprovedAt, row.Status, gate?.Feedback, GateOptions.FromJson(gate?.Selections)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> ApproveAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => Decide(stepId, command, "approve", selections, (row, gate, now) => Approve(row, gate, command.By, feedback, selections, now));

    /// <inheritdoc/>
    public ValueTask<CommandResult> RejectAsync(long stepId, Command command, string? feedback = null, CancellationToken cancellationToken = default)
        => Decide(stepId, command, "reject", null, (row, gate, now) =>
        {
            row.Extras!.Gate = gate with { DecidedBy = command.By, Feedback = feedback };
            Resolve(row, StepStatus.Failed, "rejected", now);
            return CommandAnswers.Rejected;
        });

    /// <inheritdoc/>
    public ValueTask<CommandResult> VoteAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => Decide(stepId, command, "vote", selections, (row, gate, now) =>
        {
            var voters = row.Extras!.Voters;
            if (voters.Contains(command.By)) return CommandAnswers.VotedBefore(command.By);
            voters.Add(command.By);
            row.Run.Events.AddStep(RunEventKinds.GateVoted, row, command.By, StoreTime.None, now);
            if (voters.Count >= gate.MinApprovals) return Approve(row, gate, command.By, feedback, selections, now);
            Wake(row.Run, now);
            return CommandAnswers.Voted(voters.Count, gate.MinApprovals);
        });

    private ValueTask<CommandResult> Decide(
        long stepId, Command command, string verb, IReadOnlyList<string>? selections, Func<StepRow, GateRow, long, CommandResult> carryOut)
    {
        ArgumentNullException.ThrowIfNull(command);
        lock (_lock)
        {
            if (FindStep(stepId) is not { } row) return new(CommandAnswers.NoStep(stepId));
            return new(Answer(row.Run, command, verb, (_, now) =>
            {
                if (row.Extras?.Gate is not { } gate) return CommandAnswers.NoGate;
                if (row.Status != StepStatus.Waiting) return CommandAnswers.GateNotWaiting(row.Status);
                if (row.DueAt != StoreTime.None && row.DueAt <= now) return CommandAnswers.GateExpired;
                return GateOptions.Refusal(gate.Options, selections) is { } refusal ? CommandAnswers.Invalid(refusal) : carryOut(row, gate, now);
            }));
        }
    }

    private static CommandResult Approve(
        StepRow row, GateRow gate, string by, string? feedback, IReadOnlyList<string>? selections, long now)
    {
        row.Extras!.Gate = gate with
        {
            ApprovedAt = StoreTime.Moment(now),
            DecidedBy = by,
            Feedback = feedback,
            Selections = GateOptions.ToJson(selections),
        };
        row.OwnTexts().Context = GateOptions.ToContext(selections);
        Resolve(row, StepStatus.Completed, "approved", now);
        return CommandAnswers.Approved;
    }

    private static void Resolve(StepRow row, StepStatus status, string detail, long now)
    {
        var from = row.Status;
        row.EndedAt = now;
        row.Run.Events.AddStep(RunEventKinds.GateResolved, row, detail, StoreTime.None, now);
        Enter(row, from, status, now);
        Wake(row.Run, now);
    }
}
