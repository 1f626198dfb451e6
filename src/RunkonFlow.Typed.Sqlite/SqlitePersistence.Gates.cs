using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    private const string SelectDecision =
        """
        SELECT s.status, g.approved_at, g.feedback, g.selections
        FROM step AS s
        LEFT JOIN gate AS g ON g.step = s.id
        WHERE s.id = ?1
        """;

    private const string SelectGate = "SELECT options, min_approvals FROM gate WHERE step = ?1";

    private const string DecideGate =
        "UPDATE gate SET approved_at = coalesce(?2, approved_at), decided_by = ?3, feedback = ?4, selections = coalesce(?5, selections) WHERE step = ?1";

    private const string ResolveStep =
        """
        UPDATE step
        SET status = ?2, ended_at = ?3, end_event = ?4, end_at = ?3, context_out = CASE WHEN ?5 THEN ?6 ELSE context_out END
        WHERE id = ?1
        """;

    private const string InsertVote = "INSERT OR IGNORE INTO vote (step, voter, feedback, selections, at) VALUES (?1, ?2, ?3, ?4, ?5)";

    private const string CountVotes = "SELECT count(*) FROM vote WHERE step = ?1";

    /// <inheritdoc/>
    public ValueTask<GateApprovalState> GetGateApprovalAsync(long stepId, CancellationToken cancellationToken = default)
        => ReadAsync(stepId, static (connection, id) =>
        {
            var row = connection[SelectDecision].Bind(id);
            if (!row.Step()) return new GateApprovalState.Pending();
            var state = GateApprovalState.FromFields(
                row.TimeOrNull(1), StatusUtf8.ReadStep(row.Bytes(0)), row.TextOrNull(2), GateOptions.FromJson(row.TextOrNull(3)));
            row.Reset();
            return state;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> ApproveAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => DecideAsync(
            stepId, command, "approve", selections, (session, step, _, now) => Approve(session, step, command.By, feedback, selections, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> RejectAsync(long stepId, Command command, string? feedback = null, CancellationToken cancellationToken = default)
        => DecideAsync(stepId, command, "reject", null, (session, step, _, now) =>
        {
            session.Connection[DecideGate].Bind(step.Id).BindNull().Bind(command.By).Bind(feedback).BindNull().Run();
            Resolve(session, step, StepStatus.Failed, "rejected", null, now);
            return CommandAnswers.Rejected;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> VoteAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => DecideAsync(stepId, command, "vote", selections, (session, step, needed, now) =>
        {
            var connection = session.Connection;
            if (connection[InsertVote].Bind(step.Id).Bind(command.By).Bind(feedback).Bind(GateOptions.ToJson(selections)).Bind(now).Run() == 0)
                return CommandAnswers.VotedBefore(command.By);
            session.AddEvent(RunEventKinds.GateVoted, now, command.By, step.NodeId, step.Path, step.Attempt);
            var votes = (int)connection[CountVotes].Bind(step.Id).ReadInt64()!.Value;
            if (votes >= needed) return Approve(session, step, command.By, feedback, selections, now);
            session.Wake(now);
            return CommandAnswers.Voted(votes, needed);
        }, cancellationToken);

    private ValueTask<CommandResult> DecideAsync(
        long stepId, Command command, string verb, IReadOnlyList<string>? selections,
        Func<WriteSession, NamedStep, int, long, CommandResult> carryOut, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return WriteAsync(session =>
        {
            if (NamedStep.Find(session.Connection, stepId) is not { } step) return CommandAnswers.NoStep(stepId);
            session.Run.Load(session.Connection, step.Run);
            return CarryOut(session, command, verb, (_, now) => Decide(session, step, selections, carryOut, now));
        }, cancellationToken);
    }

    private static CommandResult Decide(
        WriteSession session, NamedStep step, IReadOnlyList<string>? selections,
        Func<WriteSession, NamedStep, int, long, CommandResult> carryOut, long now)
    {
        if (FindGate(session.Connection, step.Id) is not { } gate) return CommandAnswers.NoGate;
        if (step.Status != StepStatus.Waiting) return CommandAnswers.GateNotWaiting(step.Status);
        if (step.DueAt <= now) return CommandAnswers.GateExpired;
        return GateOptions.Refusal(gate.Options, selections) is { } refusal
            ? CommandAnswers.Invalid(refusal)
            : carryOut(session, step, gate.MinApprovals, now);
    }

    private static (string? Options, int MinApprovals)? FindGate(Connection connection, long step)
    {
        var row = connection[SelectGate].Bind(step);
        if (!row.Step()) return null;
        var gate = (row.TextOrNull(0), row.Int32(1));
        row.Reset();
        return gate;
    }

    private static CommandResult Approve(
        WriteSession session, NamedStep step, string by, string? feedback, IReadOnlyList<string>? selections, long now)
    {
        session.Connection[DecideGate].Bind(step.Id).Bind(now).Bind(by).Bind(feedback).Bind(GateOptions.ToJson(selections)).Run();
        Resolve(session, step, StepStatus.Completed, "approved", selections, now);
        return CommandAnswers.Approved;
    }

    private static void Resolve(
        WriteSession session, NamedStep step, StepStatus status, string detail, IReadOnlyList<string>? selections, long now)
    {
        session.AddEvent(RunEventKinds.GateResolved, now, detail, step.NodeId, step.Path, step.Attempt);
        session.Connection[ResolveStep]
            .Bind(step.Id).BindUtf8(StatusUtf8.Of(status)).Bind(now).Bind(++session.Run.Events)
            .Bind(status == StepStatus.Completed).Bind(GateOptions.ToContext(selections))
            .Run();
        step.SetOpenStatus(session.Run, status);
        session.Wake(now);
    }
}
