using System.Text.Json.Serialization;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>
/// A message that its sender wants answered, as a signal of type <c>ValueTask&lt;Request&lt;TMessage, TReply&gt;&gt;</c> gives it to the
/// flow. It may be kept in a local and answered later, behind other operations. The sender of one that the run's end leaves
/// without an answer gets a <see cref="Client.RequestNotAnsweredException"/>.
/// </summary>
/// <typeparam name="TMessage">What is sent.</typeparam>
/// <typeparam name="TReply">What is answered.</typeparam>
/// <param name="signal">The signal's id.</param>
/// <param name="key">What tells it from other requests of the signal.</param>
/// <param name="message">What was sent.</param>
/// <param name="isAnswered">The flow has answered.</param>
/// <example><code>
/// [Signal] private partial ValueTask&lt;Request&lt;Question, Answer&gt;&gt; AskedAsync(CancellationToken ct = default);
///
/// var request = await AskedAsync(ct);
/// request.Reply(new Answer(request.Message.Text.Length));
/// </code></example>
public sealed class Request<TMessage, TReply>(string signal, string key, TMessage message, bool isAnswered = false)
{
    /// <summary>The signal's id.</summary>
    public string Signal { get; } = signal;

    /// <summary>What tells it from other requests of the signal: the sender's key, or the command's id.</summary>
    public string Key { get; } = key;

    /// <summary>What was sent.</summary>
    public TMessage Message { get; } = message;

    /// <summary>The flow has answered.</summary>
    public bool IsAnswered { get; private set; } = isAnswered;

    /// <summary>Takes the reply where the flow runs as plain C#; null in a run.</summary>
    [JsonIgnore]
    internal Action<TReply>? Inline { get; init; }

    /// <summary>
    /// Answers, in a flow's own statement. The reply is committed together with the flow's next operation, or its end; the
    /// statement may run again after a crash before that.
    /// </summary>
    /// <exception cref="RequestAnsweredException">It was answered before.</exception>
    /// <exception cref="NoEngineException">Called outside a flow's own statements, such as in a step.</exception>
    public void Reply(TReply reply)
    {
        if (IsAnswered) throw new RequestAnsweredException(Signal, Key);
        if (FlowFrame.Current is { } frame) frame.Answer(Signal, Key, reply);
        else if (Inline is { } inline) inline(reply);
        else throw new NoEngineException("Request.Reply");
        IsAnswered = true;
    }
}
