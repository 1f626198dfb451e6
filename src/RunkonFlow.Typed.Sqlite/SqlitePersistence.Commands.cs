using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    private const string SelectAnswer = "SELECT outcome, message FROM audit WHERE run = ?1 AND command_id = ?2";

    private const string InsertAudit =
        """
        INSERT INTO audit (run, command_id, verb, by, reason, outcome, message, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    private const string SelectAudit =
        """
        SELECT a.command_id, a.verb, a.by, a.reason, a.outcome, a.message, a.at
        FROM run AS r
        JOIN audit AS a ON a.run = r.key
        WHERE r.id = ?1
        ORDER BY a.id
        """;

    private const string InsertSignalKey = "INSERT OR IGNORE INTO signal_key (run, name, key) VALUES (?1, ?2, ?3)";

    private const string HasSignalKey = "SELECT 1 FROM signal_key WHERE run = ?1 AND name = ?2 AND key = ?3";

    private const string InsertSignal = "INSERT INTO signal (run, number, name, key, at, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private const string SelectSignals =
        """
        SELECT s.number, s.name, s.payload, s.key, s.at
        FROM run AS r
        JOIN signal AS s ON s.run = r.key
        WHERE r.id = ?1 AND s.number > ?2
        ORDER BY s.number
        """;

    private const string SelectReply =
        """
        SELECT k.reply
        FROM run AS r
        JOIN signal_key AS k ON k.run = r.key AND k.name = ?2 AND k.key = ?3
        WHERE r.id = ?1
        """;

    private const string DeleteTags = "DELETE FROM run_tag WHERE run = ?1";

    /// <inheritdoc/>
    public ValueTask<CommandResult> RequestCancelAsync(RunId id, Command command, bool force = false, CancellationToken cancellationToken = default)
        => CommandAsync(
            id, command, "cancel", (session, now) => Cancellation.Request(session, command.Reason ?? "UserRequested", command.By, force, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> SignalAsync(RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return CommandAsync(id, command, "signal", (session, now) => Signal(session, signal, now), cancellationToken);
    }

    private static CommandResult Signal(WriteSession session, InboxSignal signal, long now)
    {
        var run = session.Run;
        var connection = session.Connection;
        if (run.Status.IsTerminal()) return CommandAnswers.Ended(run.Status);
        if (signal.Key is not null && !BindKey(connection, run.Key, signal)) return CommandAnswers.SignalKnown;
        session.Wake(now);
        connection[InsertSignal]
            .Bind(run.Key).Bind(run.Inbox).Bind(signal.Name).Bind(signal.Key).Bind(now).BindBlob(signal.Payload.Span)
            .Run();
        session.AddEvent(RunEventKinds.Signal, now, signal.Name);
        return CommandAnswers.SignalStored;
    }

    /// <summary>Remembers a key under all names of its signal; false when it is known under one of them.</summary>
    private static bool BindKey(Connection connection, long run, InboxSignal signal)
    {
        foreach (var name in signal.FormerNames)
            if (connection[HasSignalKey].Bind(run).Bind(name).Bind(signal.Key).ReadInt64() is not null) return false;
        if (connection[InsertSignalKey].Bind(run).Bind(signal.Name).Bind(signal.Key).Run() == 0) return false;
        foreach (var name in signal.FormerNames) connection[InsertSignalKey].Bind(run).Bind(name).Bind(signal.Key).Run();
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(RunId id, long after = 0, CancellationToken cancellationToken = default)
        => ReadAsync((id, after), static (connection, asked) =>
        {
            var signals = new List<StoredSignal>();
            var rows = connection[SelectSignals].Bind(asked.id).Bind(asked.after);
            while (rows.Step()) signals.Add(ReadSignal(rows));
            return (IReadOnlyList<StoredSignal>)signals;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetReplyAsync(RunId id, string signal, string key, CancellationToken cancellationToken = default)
        => ReadAsync((id, signal, key), static (connection, asked) =>
        {
            var row = connection[SelectReply].Bind(asked.id).Bind(asked.signal).Bind(asked.key);
            if (!row.Step()) return default;
            ReadOnlyMemory<byte> reply = row.Bytes(0).ToArray();
            row.Reset();
            return reply;
        }, cancellationToken);

    private static StoredSignal ReadSignal(Statement row)
        => new(row.Int64(0), new(row.Text(1), row.Bytes(2).ToArray(), row.TextOrNull(3)), row.Time(4));

    /// <inheritdoc/>
    public ValueTask<CommandResult> SetTagsAsync(
        RunId id, Command command, IReadOnlyList<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return CommandAsync(id, command, "tag", (session, _) =>
        {
            session.Connection[DeleteTags].Bind(session.Run.Key).Run();
            foreach (var tag in tags) session.Connection[NewRuns.InsertTag].Bind(session.Run.Key).Bind(tag).Run();
            return CommandAnswers.Tagged;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadAsync(id, static (connection, id) =>
        {
            var entries = new List<AuditEntry>();
            var rows = connection[SelectAudit].Bind(id);
            while (rows.Step())
            {
                entries.Add(new(
                    id, new Guid(rows.Bytes(0)), rows.Text(1), rows.Text(2), rows.TextOrNull(3),
                    new((CommandOutcome)rows.Int32(4), rows.Text(5)), rows.Time(6)));
            }
            return (IReadOnlyList<AuditEntry>)entries;
        }, cancellationToken);

    private ValueTask<CommandResult> CommandAsync(
        RunId id, Command command, string verb, Func<WriteSession, long, CommandResult> carryOut, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return WriteAsync(
            session => session.Run.Load(session.Connection, id) ? CarryOut(session, command, verb, carryOut) : CommandAnswers.NoRun(id),
            cancellationToken);
    }

    /// <summary>Carries a command out once, on the loaded run; the same id again gets the first answer, whatever it asks for.</summary>
    private static CommandResult CarryOut(WriteSession session, Command command, string verb, Func<WriteSession, long, CommandResult> carryOut)
    {
        Span<byte> commandId = stackalloc byte[16];
        command.Id.TryWriteBytes(commandId);
        var run = session.Run;
        if (FirstAnswer(session.Connection, run.Key, commandId) is { } first) return first;
        var now = session.Now;
        var answer = carryOut(session, now);
        if (answer.Outcome == CommandOutcome.Accepted) run.Save(session.Connection);
        session.Connection[InsertAudit]
            .Bind(run.Key).BindBlob(commandId).Bind(verb).Bind(command.By).Bind(command.Reason).Bind((long)answer.Outcome)
            .Bind(answer.Message).Bind(now)
            .Run();
        return answer;
    }

    private static CommandResult? FirstAnswer(Connection connection, long run, ReadOnlySpan<byte> commandId)
    {
        var row = connection[SelectAnswer].Bind(run).BindBlob(commandId);
        if (!row.Step()) return null;
        var answer = new CommandResult((CommandOutcome)row.Int32(0), row.Text(1));
        row.Reset();
        return answer;
    }
}
