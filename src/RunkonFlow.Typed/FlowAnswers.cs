using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed;

/// <summary>
/// What people decide at gates and what is sent to signals while a flow is tested, under <see cref="FlowInline"/> or with
/// WorkflowTest. Each answer serves once; those of one gate or signal are used in the order in which they were given.
/// </summary>
/// <example><code>
/// var answers = new FlowAnswers()
///     .Approve(Purchase.Gates.Approval, by: "ann")
///     .Signal(Purchase.Signals.Paid, new Payment("A1", 2.5m));
/// </code></example>
public sealed class FlowAnswers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Workflow, string Id), Queue<Answer>> _answers = [];

    /// <summary>Approves a gate, whatever its quorum.</summary>
    /// <param name="gate">The gate, such as <c>Purchase.Gates.Approval</c>.</param>
    /// <param name="feedback">What the flow reads as feedback.</param>
    /// <param name="by">Who decides, last where a quorum is needed.</param>
    public FlowAnswers Approve(GateHandle gate, string? feedback = null, string by = "tester") => Add(gate, new(DecisionOutcome.Approved, by, feedback, []));

    /// <summary>Approves a gate with options selected.</summary>
    /// <param name="gate">The gate, such as <c>Purchase.Gates.Carrier</c>.</param>
    /// <param name="selections">What is selected.</param>
    /// <param name="feedback">What the flow reads as feedback.</param>
    /// <param name="by">Who decides, last where a quorum is needed.</param>
    public FlowAnswers Approve<TOption>(GateHandle<TOption> gate, IReadOnlyList<TOption> selections, string? feedback = null, string by = "tester")
        where TOption : notnull
    {
        ArgumentNullException.ThrowIfNull(selections);
        return Add(gate, new(DecisionOutcome.Approved, by, feedback, [.. selections]));
    }

    /// <summary>Rejects a gate.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="feedback">What the flow reads as feedback.</param>
    /// <param name="by">Who decides.</param>
    public FlowAnswers Reject(GateHandle gate, string? feedback = null, string by = "tester") => Add(gate, new(DecisionOutcome.Rejected, by, feedback, []));

    /// <summary>Nobody decides: the flow sees what the gate says for that case.</summary>
    public FlowAnswers TimeOut(GateHandle gate) => Add(gate, new(null, null, null, []));

    /// <summary>Sends a message.</summary>
    /// <param name="signal">The signal, such as <c>Purchase.Signals.Paid</c>.</param>
    /// <param name="message">The message.</param>
    public FlowAnswers Signal<TMessage>(SignalHandle<TMessage> signal, TMessage message)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return Add(signal.Workflow, signal.Id, new SignalAnswer(message, (client, run) => client.SignalAsync(run, signal, message)));
    }

    /// <summary>No message comes in time.</summary>
    public FlowAnswers TimeOut<TMessage>(SignalHandle<TMessage> signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return Add(signal.Workflow, signal.Id, new SignalAnswer(null, null));
    }

    /// <summary>Sends a message that its sender wants answered.</summary>
    /// <param name="signal">The signal, such as <c>HelpDesk.Signals.Asked</c>.</param>
    /// <param name="message">The message.</param>
    /// <param name="replied">Called with the flow's reply.</param>
    public FlowAnswers Request<TMessage, TReply>(RequestHandle<TMessage, TReply> signal, TMessage message, Action<TReply>? replied = null)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var key = Guid.NewGuid().ToString("N");
        var request = new Request<TMessage, TReply>(signal.Id, key, message) { Inline = reply => replied?.Invoke(reply) };
        return Add(signal.Workflow, signal.Id, new SignalAnswer(request, (client, run) => client.SignalAsync(run, AsSignal(signal), request, key))
        {
            RequestKey = key,
            Replied = json => replied?.Invoke(signal.Read(json)),
        });
    }

    /// <summary>No request comes in time.</summary>
    public FlowAnswers TimeOut<TMessage, TReply>(RequestHandle<TMessage, TReply> signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return Add(signal.Workflow, signal.Id, new SignalAnswer(null, null));
    }

    /// <summary>Sends a request without waiting for its reply.</summary>
    internal static SignalHandle<Request<TMessage, TReply>> AsSignal<TMessage, TReply>(RequestHandle<TMessage, TReply> signal) => new(signal.Workflow, signal.Id, signal.Write) { FormerIds = signal.FormerIds };

    internal Answer? Take(string workflow, string id)
    {
        lock (_lock) return _answers.TryGetValue((workflow, id), out var answers) && answers.TryDequeue(out var answer) ? answer : null;
    }

    private FlowAnswers Add(GateHandle gate, GateAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Add(gate.Workflow, gate.Id, answer);
    }

    private FlowAnswers Add(string workflow, string id, Answer answer)
    {
        lock (_lock)
        {
            if (!_answers.TryGetValue((workflow, id), out var answers)) _answers.Add((workflow, id), answers = new());
            answers.Enqueue(answer);
        }
        return this;
    }

    internal abstract record Answer(bool IsTimeout);

    internal sealed record GateAnswer(DecisionOutcome? Outcome, string? By, string? Feedback, IReadOnlyList<object> Selections) : Answer(Outcome is null);

    /// <param name="Message">What a flow that runs as plain C# receives.</param>
    /// <param name="SendAsync">Sends it to a run; null when no message comes.</param>
    internal sealed record SignalAnswer(object? Message, Func<IWorkflowClient, RunId, ValueTask<CommandResult>>? SendAsync) : Answer(SendAsync is null)
    {
        /// <summary>Of a request: what tells it from others.</summary>
        public string? RequestKey { get; init; }

        /// <summary>Of a request: takes the reply as JSON.</summary>
        public Action<ReadOnlyMemory<byte>>? Replied { get; init; }
    }
}
