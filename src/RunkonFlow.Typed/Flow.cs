using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>The words of the flow language that are not C# keywords.</summary>
public static partial class Flow
{
    /// <summary>The moment at which the operation before this statement ended. Every read between two operations gives the same.</summary>
    /// <exception cref="NoEngineException">The flow runs as plain C#, outside <see cref="FlowInline"/>.</exception>
    public static DateTimeOffset UtcNow => FlowFrame.Current?.SegmentTime ?? FlowInline.UtcNow ?? throw new NoEngineException("Flow.UtcNow");

    /// <summary>An id that is new for each call but the same when the statements are run again after a crash.</summary>
    /// <exception cref="NoEngineException">The flow runs as plain C#, outside <see cref="FlowInline"/>.</exception>
    public static Guid NewId() => FlowFrame.Current?.NextId() ?? FlowInline.NewId() ?? throw new NoEngineException("Flow.NewId");

    /// <summary>
    /// The entire condition of a durable <c>while</c>, <c>do</c> or <c>for</c>: bounds its rounds. Called in plain C# it
    /// answers <paramref name="condition"/> and bounds nothing.
    /// </summary>
    /// <param name="condition">Whether to go round (again).</param>
    /// <param name="max">Body executions allowed per entry to the loop; at least 1.</param>
    /// <param name="onLimit">What happens when the condition holds after <paramref name="max"/> rounds.</param>
    public static bool Loop(bool condition, int max, OnLimit onLimit = OnLimit.Fail) => condition;

    /// <summary>As <see cref="Loop(bool, int, OnLimit)"/>, and fails once progress stands still.</summary>
    /// <param name="condition">Whether to go round (again).</param>
    /// <param name="max">Body executions allowed per entry to the loop; at least 1.</param>
    /// <param name="stuckAfter">Rounds in a row that may leave <paramref name="progress"/> equal before the run fails; at least 2.</param>
    /// <param name="progress">A value that changes whenever a round got somewhere.</param>
    /// <param name="onLimit">What happens when a bound is reached.</param>
    public static bool Loop<TProgress>(bool condition, int max, int stuckAfter, TProgress progress, OnLimit onLimit = OnLimit.Fail)
        => condition;

    /// <summary>
    /// The entire condition of a loop that is meant to live on: <c>while (Flow.Forever)</c>, left by <c>break</c> or <c>return</c>.
    /// The rows of its finished rounds are trimmed as <see cref="WorkflowAttribute.KeepHistory"/> says, so that a run that lives
    /// for years costs in each round what it cost in the first. A constant, so that the compiler knows that nothing comes behind
    /// the loop unless a <c>break</c> leads there.
    /// </summary>
    public const bool Forever = true;

    /// <summary>Waits durably: the run holds no thread or memory meanwhile, and the deadline survives restarts.</summary>
    /// <param name="duration">How long; zero or less ends at once.</param>
    /// <param name="cancellationToken">The flow's own token, or none.</param>
    /// <exception cref="NoEngineException">The flow runs as plain C#, outside <see cref="FlowInline"/>.</exception>
    public static ValueTask Delay(TimeSpan duration, CancellationToken cancellationToken = default)
        => FlowInline.DelayAsync("Flow.Delay", duration, cancellationToken);

    /// <summary>Waits durably until a moment; one in the past ends at once.</summary>
    /// <param name="moment">The moment, on the store's clock.</param>
    /// <param name="cancellationToken">The flow's own token, or none.</param>
    /// <exception cref="NoEngineException">The flow runs as plain C#, outside <see cref="FlowInline"/>.</exception>
    public static ValueTask Until(DateTimeOffset moment, CancellationToken cancellationToken = default)
        => FlowInline.UntilAsync(moment, cancellationToken);

    /// <summary>An exception to throw that fails the run with a message for people.</summary>
    /// <example><code>throw Flow.Fail("no carrier delivers to this address");</code></example>
    public static FlowFailedException Fail(string message) => new(message);

    /// <summary>Names a call site. A second call of one operation in a flow needs a name of its own.</summary>
    /// <example><code>await Flow.As("second-check", CheckAsync(order));</code></example>
    public static Task As(string id, Task operation) => operation;

    /// <inheritdoc cref="As(string, Task)"/>
    public static Task<T> As<T>(string id, Task<T> operation) => operation;

    /// <inheritdoc cref="As(string, Task)"/>
    public static ValueTask As(string id, ValueTask operation) => operation;

    /// <inheritdoc cref="As(string, Task)"/>
    public static ValueTask<T> As<T>(string id, ValueTask<T> operation) => operation;

    /// <summary>
    /// Names a call site that had another id in a shipped version: runs that stand there under the former one go on. That is the
    /// name that <c>Flow.As</c> gave it, or the operation's own id where it had no name.
    /// </summary>
    /// <example><code>await Flow.As("final-check", CheckAsync(order), formerly: "second-check");</code></example>
    public static Task As(string id, Task operation, string formerly) => operation;

    /// <inheritdoc cref="As(string, Task, string)"/>
    public static Task<T> As<T>(string id, Task<T> operation, string formerly) => operation;

    /// <inheritdoc cref="As(string, Task, string)"/>
    public static ValueTask As(string id, ValueTask operation, string formerly) => operation;

    /// <inheritdoc cref="As(string, Task, string)"/>
    public static ValueTask<T> As<T>(string id, ValueTask<T> operation, string formerly) => operation;
}
