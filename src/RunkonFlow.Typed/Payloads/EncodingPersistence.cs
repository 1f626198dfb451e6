using System.Data.Common;
using System.Runtime.InteropServices;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Payloads;

/// <summary>
/// Stands before the store where codecs are registered: what goes in is encoded, what comes out decoded, so that neither the
/// engine nor any store knows of them.
/// </summary>
internal sealed class EncodingPersistence(IWorkflowPersistence inner, PayloadCodecs codecs) : ForwardingPersistence(inner), IAsyncDisposable
{
    private readonly IWorkflowPersistence _inner = inner;

    public override ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        Encode(commit);
        return _inner.CommitAsync(commit, cancellationToken);
    }

    public override ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
        => _inner.CommitInTransactionAsync(
            async (transaction, token) =>
            {
                var commit = await body(transaction, token).ConfigureAwait(false);
                Encode(commit);
                return commit;
            },
            cancellationToken);

    public override async ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        var claimed = await _inner.ClaimRunsAsync(request, into, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < claimed.Count; i++) Decode(into[i]);
        return claimed;
    }

    public override async ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
        => Decoded(await _inner.GetLatestStepAsync(id, nodeId, path, cancellationToken).ConfigureAwait(false));

    public override async ValueTask<IReadOnlyList<StoredValue>> GetFrameValuesAsync(RunId id, CancellationToken cancellationToken = default)
        => [.. (await _inner.GetFrameValuesAsync(id, cancellationToken).ConfigureAwait(false)).Select(value => value with { Json = codecs.Decode(value.Json) })];

    public override async ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default)
        => Decoded(await _inner.GetWaitingStepAsync(id, stepName, cancellationToken).ConfigureAwait(false));

    public override async ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => [.. (await _inner.GetStepsAsync(id, cancellationToken).ConfigureAwait(false)).Select(row => Decoded(row)!)];

    public override async ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => [.. (await _inner.GetArchivedStepsAsync(id, cancellationToken).ConfigureAwait(false)).Select(row => Decoded(row)!)];

    public override async ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default)
        => Decoded(await _inner.GetNextSignalAsync(id, name, cancellationToken).ConfigureAwait(false));

    public override async ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(RunId id, long after = 0, CancellationToken cancellationToken = default)
        => [.. (await _inner.GetSignalsAsync(id, after, cancellationToken).ConfigureAwait(false)).Select(signal => Decoded(signal)!)];

    public override async ValueTask<ReadOnlyMemory<byte>> GetReplyAsync(RunId id, string signal, string key, CancellationToken cancellationToken = default)
        => codecs.Decode(await _inner.GetReplyAsync(id, signal, key, cancellationToken).ConfigureAwait(false));

    public override async ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
        => [.. (await _inner.GetOutcomesAsync(id, fanOut, cancellationToken).ConfigureAwait(false))
            .Select(one => one with { Item = codecs.Decode(one.Item), Output = codecs.Decode(one.Output) })];

    public override async ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        var (created, existed) = await _inner.CreateRunAsync(run with { Input = codecs.Encode(run.Input) }, cancellationToken).ConfigureAwait(false);
        return (Decoded(created)!, existed);
    }

    public override async ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
        => Decoded(await _inner.GetRunAsync(id, cancellationToken).ConfigureAwait(false));

    public override async ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        var page = await _inner.ListRunsAsync(query, cancellationToken).ConfigureAwait(false);
        return page with { Runs = [.. page.Runs.Select(run => Decoded(run)!)] };
    }

    public override ValueTask<CommandResult> SignalAsync(RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default)
        => _inner.SignalAsync(id, command, signal with { Payload = codecs.Encode(signal.Payload) }, cancellationToken);

    /// <summary>Closes the store, which only this one knows of.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_inner is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
        else (_inner as IDisposable)?.Dispose();
    }

    private void Encode(RunCommit commit)
    {
        commit.Frame = codecs.Encode(commit.Frame);
        commit.Output = codecs.Encode(commit.Output);
        commit.Failure = codecs.Encode(commit.Failure);
        foreach (ref var row in CollectionsMarshal.AsSpan(commit.Steps)) row.Output = codecs.Encode(row.Output);
        foreach (ref var saved in CollectionsMarshal.AsSpan(commit.Progress)) saved = saved with { Json = codecs.Encode(saved.Json) };
        foreach (ref var value in CollectionsMarshal.AsSpan(commit.NewValues)) value = value with { Json = codecs.Encode(value.Json) };
        foreach (ref var reply in CollectionsMarshal.AsSpan(commit.Replies)) reply = reply with { Payload = codecs.Encode(reply.Payload) };
        foreach (ref var child in CollectionsMarshal.AsSpan(commit.Children)) child = child with { Input = codecs.Encode(child.Input) };
        foreach (ref var fanOut in CollectionsMarshal.AsSpan(commit.FanOuts)) fanOut = Encoded(fanOut);
    }

    private FanOutStart Encoded(FanOutStart start) => start.Items.Count == 0 ? start : new()
    {
        NodeId = start.NodeId,
        Path = start.Path,
        Attempt = start.Attempt,
        PreviousAttempt = start.PreviousAttempt,
        MaxParallel = start.MaxParallel,
        OnFailure = start.OnFailure,
        WorkflowName = start.WorkflowName,
        WorkflowVersion = start.WorkflowVersion,
        WorkflowTitle = start.WorkflowTitle,
        ItemNode = start.ItemNode,
        Items = [.. start.Items.Select(item => item with { Item = codecs.Encode(item.Item), Input = codecs.Encode(item.Input) })],
    };

    private void Decode(ClaimedRun run)
    {
        run.Input = codecs.Decode(run.Input);
        run.Frame = codecs.Decode(run.Frame);
        run.Failure = codecs.Decode(run.Failure);
        foreach (ref var value in CollectionsMarshal.AsSpan(run.Values)) value = value with { Json = codecs.Decode(value.Json) };
        foreach (ref var saved in CollectionsMarshal.AsSpan(run.Progress)) saved = saved with { Json = codecs.Decode(saved.Json) };
    }

    private WorkflowRun? Decoded(WorkflowRun? run) => run is null ? null : run with
    {
        Input = codecs.Decode(run.Input),
        Output = codecs.Decode(run.Output),
        Failure = codecs.Decode(run.Failure),
        Frame = codecs.Decode(run.Frame),
    };

    private WorkflowRunStep? Decoded(WorkflowRunStep? row)
        => row?.StructuredOutput is null ? row : row with { StructuredOutput = codecs.Decode(row.StructuredOutput) };

    private StoredSignal? Decoded(StoredSignal? signal)
        => signal is null ? null : signal with { Signal = signal.Signal with { Payload = codecs.Decode(signal.Signal.Payload) } };
}
