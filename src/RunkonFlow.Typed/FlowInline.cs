using System.ComponentModel;
using RunkonFlow.Typed.Engine;

namespace RunkonFlow.Typed;

/// <summary>
/// Lets a flow method be called as the C# it is, for a quick test of its logic: no rows, retries, timeouts, limits or
/// compensations, and steps throw their own exceptions. What only an engine or the outside can do comes from the scope: the
/// time of <c>Flow.Delay</c>, <c>Flow.Until</c> and <c>Flow.UtcNow</c>, and the answers at gates and signals. Outside a scope
/// those throw <see cref="NoEngineException"/>.
/// </summary>
/// <remarks>
/// A scope holds for the calls that are made in it, also for those that go on after an <c>await</c>, until it is disposed; an
/// inner one hides the outer. Timers wait on the given clock: on one that is an <see cref="IVirtualTime"/> they move it and end
/// at once, on the system's they really wait. Branches and items then wait one after the other, not side by side.
/// </remarks>
/// <example><code>
/// using var inline = FlowInline.Begin(new VirtualTimeProvider(), new FlowAnswers().Approve(Purchase.Gates.Approval));
/// var receipt = await new Purchase(stock).RunAsync(order);
/// </code></example>
public static class FlowInline
{
    private static readonly AsyncLocal<Scope?> CurrentScope = new();

    private static Scope? Current
    {
        get
        {
            var scope = CurrentScope.Value;
            // A task that outlives the scope in which it was begun has the one around it.
            while (scope is { IsEnded: true }) scope = scope.Outer;
            return scope;
        }
    }

    /// <summary>Begins a scope; dispose it when the flow has ended.</summary>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <param name="answers">What people decide and what is sent; null for nothing.</param>
    public static IDisposable Begin(TimeProvider? timeProvider = null, FlowAnswers? answers = null)
    {
        var scope = new Scope(CurrentScope.Value, timeProvider ?? TimeProvider.System, answers ?? new());
        CurrentScope.Value = scope;
        return scope;
    }

    /// <summary>The body of an emitted gate.</summary>
    /// <exception cref="NoEngineException">There is no scope, or it has no answer.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ValueTask<Decision> Decide(string workflow, string gate, string method, OnTimeout onTimeout)
    {
        var answer = Take<FlowAnswers.GateAnswer>(workflow, gate, method);
        return new(new Decision(OutcomeOf(answer, gate, onTimeout), answer.IsTimeout, answer.By, answer.Feedback));
    }

    /// <inheritdoc cref="Decide(string, string, string, OnTimeout)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ValueTask<Decision<TOption>> Decide<TOption>(string workflow, string gate, string method, OnTimeout onTimeout) where TOption : notnull
    {
        var answer = Take<FlowAnswers.GateAnswer>(workflow, gate, method);
        return new(new Decision<TOption>(
            OutcomeOf(answer, gate, onTimeout), answer.IsTimeout, answer.By, answer.Feedback, [.. answer.Selections.Cast<TOption>()]));
    }

    /// <summary>The body of an emitted signal.</summary>
    /// <exception cref="NoEngineException">There is no scope, or it has no message.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static ValueTask<TMessage> Receive<TMessage>(string workflow, string signal, string method)
    {
        var answer = Take<FlowAnswers.SignalAnswer>(workflow, signal, method);
        if (answer.IsTimeout) throw Late(signal, $"No message came in time for signal '{signal}'.");
        return new((TMessage)answer.Message!);
    }

    internal static DateTimeOffset? UtcNow => Current?.Time.GetUtcNow();

    internal static Guid? NewId() => Current is { } scope ? Guid.CreateVersion7(scope.Time.GetUtcNow()) : null;

    internal static ValueTask DelayAsync(string operation, TimeSpan duration, CancellationToken cancellationToken)
    {
        var time = (Current ?? throw new NoEngineException(operation)).Time;
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (duration <= TimeSpan.Zero) return default;
        if (time is not IVirtualTime clock) return new(Task.Delay(duration, time, cancellationToken));
        clock.Advance(duration);
        return default;
    }

    internal static ValueTask UntilAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var now = UtcNow ?? throw new NoEngineException("Flow.Until");
        return DelayAsync("Flow.Until", moment - now, cancellationToken);
    }

    private static T Take<T>(string workflow, string id, string method) where T : FlowAnswers.Answer
        => (Current ?? throw new NoEngineException(method)).Answers.Take(workflow, id) as T ?? throw NoEngineException.Unanswered(method, id);

    private static DecisionOutcome OutcomeOf(FlowAnswers.GateAnswer answer, string gate, OnTimeout onTimeout) => (answer.Outcome, onTimeout) switch
    {
        ({ } decided, _) => decided,
        (_, OnTimeout.Reject) => DecisionOutcome.Rejected,
        (_, OnTimeout.Continue) => DecisionOutcome.Approved,
        (_, OnTimeout.Escalate) => DecisionOutcome.Escalated,
        _ => throw Late(gate, $"Nobody decided in time at gate '{gate}'."),
    };

    private static StepFailedException Late(string id, string message) => new(id, 1, FailureTypes.Timeout, message);

    private sealed class Scope(Scope? outer, TimeProvider time, FlowAnswers answers) : IDisposable
    {
        private volatile bool _isEnded;

        public Scope? Outer => outer;

        public TimeProvider Time => time;

        public FlowAnswers Answers => answers;

        public bool IsEnded => _isEnded;

        public void Dispose()
        {
            _isEnded = true;
            if (CurrentScope.Value == this) CurrentScope.Value = outer;
        }
    }
}
