using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public ValueTask<CommandResult> RequestCancelAsync(RunId id, Command command, bool force = false, CancellationToken cancellationToken = default)
        => CommandAsync(id, CallOf("cancel_v1", id, command).Bit("force", force), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> RequestPauseAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => CommandAsync(id, CallOf("pause_v1", id, command), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> ResumeAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => CommandAsync(id, CallOf("resume_v1", id, command), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> RetryAsync(RunId id, Command command, RetryFrom? from = null, CancellationToken cancellationToken = default)
        => CommandAsync(
            id,
            CallOf("retry_v1", id, command).Byte("from", (byte)(from is null ? 0 : from.NodeId is null ? 1 : 2)).Text("node_id", from?.NodeId, 400)
                .Ascii("path", from?.Path?.ToString(), 100),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommandResult> SignalAsync(RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var call = CallOf("signal_v1", id, command)
            .Text("name", signal.Name, 200).LongText("key_text", signal.Key).Hash("key_hash", Hashes.OfNullable(signal.Key)).Blob("payload", signal.Payload.ToArray())
            .Texts("former_names", TextRows(signal.FormerNames));
        return CommandAsync(id, call, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> SetTagsAsync(
        RunId id, Command command, IReadOnlyList<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return CommandAsync(id, CallOf("set_tags_v1", id, command).Texts("tags", TextRows(tags)), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(RunId id, long after = 0, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(new Call("get_signals_v1").Id("run_id", id).Long("after", after), ReadSignal, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default)
        => ReadRowAsync<StoredSignal?>(new Call("get_next_signal_v1").Id("run_id", id).Text("name", name, 200), ReadSignal, null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId id, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(
            new Call("get_audit_v1").Id("run_id", id),
            row => new AuditEntry(
                id, row.GetGuid(0), row.GetString(1), row.GetString(2), row.TextOrNull(3),
                AnswerText.Of((AnswerCode)row.GetByte(4), row.TextOrNull(5), row.IntOrNull(6) ?? 0), row.Time(7)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetReplyAsync(RunId id, string signal, string key, CancellationToken cancellationToken = default)
        => ReadRowAsync<ReadOnlyMemory<byte>>(
            new Call("get_reply_v1").Id("run_id", id).Text("name", signal, 200).Hash("key_hash", Hashes.Of(key)), static row => row.Bytes(0), default, cancellationToken);

    private static StoredSignal ReadSignal(Microsoft.Data.SqlClient.SqlDataReader row)
        => new(row.GetInt64(0), new(row.GetString(1), row.Bytes(2), row.TextOrNull(3)), row.Time(4));

    private static Call CallOf(string procedure, RunId id, Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new Call(procedure).Id("run_id", id).Guid("command_id", command.Id).Text("made_by", command.By, 400).LongText("reason", command.Reason);
    }

    private ValueTask<CommandResult> CommandAsync(RunId id, Call call, CancellationToken cancellationToken)
        => ReadRowAsync(
            call,
            row => (AnswerCode)row.GetByte(0) is var code && code == AnswerCode.NoRun
                ? CommandAnswers.NoRun(id)
                : AnswerText.Of(code, row.TextOrNull(1), row.IntOrNull(2) ?? 0),
            null!, cancellationToken);
}
