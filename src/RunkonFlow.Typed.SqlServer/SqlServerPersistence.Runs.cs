using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Rows;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public async ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var call = new Call("create_run_v1")
            .Id("run_id", run.Id).Text("workflow", run.WorkflowName, 200).Int("workflow_version", run.WorkflowVersion)
            .Text("title", run.WorkflowTitle ?? run.WorkflowName, 400).Text("parent_run_id", run.ParentRunId, 400).Id("parent", run.ParentWorkflowRunId)
            .Text("parent_node", run.ParentNode, 600).Bit("dry_run", run.DryRun).Text("started_by", run.Trigger, 400).LongText("definition", run.DefinitionSnapshot)
            .Text("key_text", run.Key, 400).Hash("key_hash", Hashes.OfNullable(run.Key)).Blob("input", run.Input).Text("namespace", run.Namespace, 200)
            .Text("queue", run.Queue, 200).Int("priority", run.Priority).Text("traceparent", run.TraceParent, 200).Time("due_at", run.DueAt)
            .Texts("tags", TextRows(run.Tags));
        var (code, runs) = await _caller.RunAsync(call, static async (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            var code = reader.GetInt32(0);
            var isThere = await reader.NextResultAsync(token).ConfigureAwait(false);
            return (code, isThere ? await RunReader.ReadAsync(reader, token).ConfigureAwait(false) : []);
        }, cancellationToken).ConfigureAwait(false);
        return code switch
        {
            2 => throw Missing.Run(run.ParentWorkflowRunId!.Value),
            3 => throw new ConflictException(RunTree.TooDeep(run.ParentWorkflowRunId!.Value)),
            _ => (runs[0], code == 1),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
        => (await _caller.RunAsync(new Call("get_run_v1").Id("run_id", id), RunReader.ReadAsync, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.PageSize, 1000);
        var statuses = query.Statuses;
        var withEnded = statuses.Count > 0 ? statuses.Any(status => status.IsTerminal()) : query.IncludeEnded;
        var call = new Call("list_runs_v1")
            .Text("namespace", query.Namespace, 200).Int("statuses", statuses.Aggregate(0, (set, status) => set | (1 << (int)status))).Bit("with_ended", withEnded)
            .Text("workflow", query.WorkflowName, 200).Text("tag", query.Tag, 400).Id("parent", query.Parent).Bit("with_items", query.IncludeItemRuns)
            .Time("created_from", Ceiling(query.CreatedFrom)).Time("created_to", Ceiling(query.CreatedTo))
            .Time("after_at", query.After?.CreatedAt).Id("after_id", query.After?.Id).Int("most", query.PageSize + 1);
        var found = await _caller.RunAsync(call, RunReader.ReadAsync, cancellationToken).ConfigureAwait(false);
        if (found.Count <= query.PageSize) return new(found, null);
        found.RemoveAt(found.Count - 1);
        return new(found, new(found[^1].CreatedAt, found[^1].Id));
    }

    /// <inheritdoc/>
    public async ValueTask<long> UpdateRunStatusAsync(
        RunId id, RunFence? fence, RunStatus status, string? summary = null, string? error = null, CancellationToken cancellationToken = default)
    {
        if (fence is { } stated && stated.RunId != id)
            throw new ArgumentException($"The fence is for run {stated.RunId}, not for {id}.", nameof(fence));
        if (status == RunStatus.Waiting)
            throw new ConflictException("A run waits for something: use SetWaitingAsync, which says for what.");
        var call = new Call("update_status_v1")
            .Id("run_id", id).Long("generation", fence?.Generation).Byte("status", (byte)status).LongText("summary", summary).LongText("error", error)
            .Guid("call_id", Guid.NewGuid());
        var (code, sequence, owner, from) = await ReadRowAsync(
            call, static row => (row.GetInt32(0), row.LongOrNull(1) ?? 0, row.TextOrNull(2), row.IsDBNull(3) ? default : (RunStatus)row.GetByte(3)), default, cancellationToken)
            .ConfigureAwait(false);
        return code switch
        {
            0 => sequence,
            1 => throw Missing.Run(id),
            2 => throw new LeaseLostException(id, fence!.Value.Generation),
            3 => throw new ConflictException($"Run {id} is owned by '{owner}': ask its owner by RequestCancelAsync or RequestPauseAsync."),
            4 => throw new ConflictException($"Run {id} runs only under an owner: acquire its lease and state the fence."),
            6 => throw new ConflictException(CommandAnswers.FanOutOver.Message),
            _ => throw new ConflictException($"Run {id} is {from.ToText()} and cannot become {status.ToText()}."),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<long> SetWaitingAsync(
        RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        var call = new Call("set_waiting_v1")
            .Id("run_id", fence.RunId).Long("generation", fence.Generation).Long("step_id", stepId).Text("blocked_on", blockedOn, 400).Time("due_at", deadline)
            .Guid("call_id", Guid.NewGuid());
        var (code, sequence, name, step, run) = await ReadRowAsync(
            call,
            static row => (
                row.GetInt32(0), row.LongOrNull(1) ?? 0, row.TextOrNull(2), row.IsDBNull(3) ? default : (StepStatus)row.GetByte(3),
                row.IsDBNull(4) ? default : (RunStatus)row.GetByte(4)),
            default, cancellationToken).ConfigureAwait(false);
        return code switch
        {
            0 => sequence,
            1 => throw Missing.Run(fence.RunId),
            2 => throw new LeaseLostException(fence.RunId, fence.Generation),
            3 => throw Missing.Step(stepId),
            4 => throw new ConflictException($"Step '{name}' of run {fence.RunId} is {step.ToText()} and cannot wait."),
            _ => throw new ConflictException($"Run {fence.RunId} is {run.ToText()} and cannot become waiting."),
        };
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsRunCancelledAsync(RunId id, CancellationToken cancellationToken = default)
        => ReadRowAsync(new Call("is_cancelled_v1").Id("run_id", id), static row => row.GetInt32(0) == 1, false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(RunId id, long after = 0, int max = 1000, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(
            new Call("get_events_v1").Id("run_id", id).Long("after", after).Int("most", max),
            row => EventReader.Read(id, row, 0),
            cancellationToken).ConfigureAwait(false);

    // Stored moments are whole milliseconds: a bound between two of them means the later one.
    private static DateTimeOffset? Ceiling(DateTimeOffset? moment)
        => moment is { } value && value.UtcTicks % TimeSpan.TicksPerMillisecond != 0 ? value.AddMilliseconds(1) : moment;

    private static TableRows TextRows(IReadOnlyList<string> texts)
    {
        var rows = new TableRows(TableType.Texts);
        foreach (var text in texts) rows.Int(0).Int(0).Text(text);
        return rows;
    }
}
