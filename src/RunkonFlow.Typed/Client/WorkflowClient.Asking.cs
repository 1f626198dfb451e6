using System.Buffers;
using System.Text.Json;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>Requests: signals that the flow answers.</summary>
internal sealed partial class WorkflowClient
{
    public async Task<TReply> RequestAsync<TMessage, TReply>(
        RunId runId, RequestHandle<TMessage, TReply> signal, TMessage message, string? key = null, CommandOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var command = ToCommand(null, options);
        key ??= command.Id.ToString("N");
        // A request that was answered has its answer, also when its run takes no more.
        var reply = await FindReplyAsync(runId, signal.Id, signal.FormerIds, key, cancellationToken).ConfigureAwait(false);
        if (reply.IsEmpty) await SendAsync(runId, signal, new(signal.Id, key, message), command, cancellationToken).ConfigureAwait(false);
        using var watch = endings.Watch(runId);
        while (reply.IsEmpty)
        {
            watch.Renew();
            // The status is read before the reply, so that the last one of an ended run is not missed.
            var run = await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) ?? throw NoRun(runId);
            reply = await FindReplyAsync(runId, signal.Id, signal.FormerIds, key, cancellationToken).ConfigureAwait(false);
            if (!reply.IsEmpty) break;
            if (run.Status.IsTerminal()) throw new RequestNotAnsweredException(runId, signal.Id, run.Status);
            await WithinAsync(watch.Told, s_poll, cancellationToken).ConfigureAwait(false);
        }
        return signal.Read(reply);
    }

    /// <summary>The reply to a request, under whichever of the signal's ids it was sent.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> FindReplyAsync(
        RunId runId, string signal, IReadOnlyList<string> formerIds, string key, CancellationToken cancellationToken)
    {
        var reply = await store.GetReplyAsync(runId, signal, key, cancellationToken).ConfigureAwait(false);
        for (var i = 0; reply.IsEmpty && i < formerIds.Count; i++)
            reply = await store.GetReplyAsync(runId, formerIds[i], key, cancellationToken).ConfigureAwait(false);
        return reply;
    }

    private async ValueTask SendAsync<TMessage, TReply>(
        RunId runId, RequestHandle<TMessage, TReply> signal, Request<TMessage, TReply> request, Command command, CancellationToken cancellationToken)
    {
        var payload = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(payload)) signal.Write(json, request);
        var sent = await store.SignalAsync(runId, command, new(signal.Id, payload.WrittenMemory, request.Key) { FormerNames = signal.FormerIds }, cancellationToken)
            .ConfigureAwait(false);
        if (sent.Outcome == CommandOutcome.NotFound) throw NoRun(runId);
        Woken(runId, sent);
    }

    private static NotFoundException NoRun(RunId runId) => new($"There is no run {runId}: it never was, or it has been purged.");
}
