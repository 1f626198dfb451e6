using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed;

/// <content>
/// <c>Flow.ForEach</c>: bodies that take the item, its token and its context, with and without result. An async lambda, which no machine
/// can run, would fit several: it goes to those that return tasks, where our own error says so.
/// </content>
public static partial class Flow
{
    /// <summary>Runs an operation for each item of a collection: one durable row per item, on as many workers as there are.</summary>
    /// <remarks>
    /// The body is a step, a sub-flow or another operation by its name, or a lambda that is one call of it; the arguments of the
    /// call are evaluated for every item before the first begins. Each item is a run of its own, with retries of its own. Called
    /// as plain C#, the bodies run as tasks of this process.
    /// </remarks>
    /// <param name="items">The items; a snapshot is taken.</param>
    /// <param name="body">What is done for one.</param>
    /// <param name="options">How many at once, what a failure means, keys and dependencies.</param>
    /// <param name="cancellationToken">The flow's own token, or none.</param>
    /// <example><code>var parcels = await Flow.ForEach(order.Lines, ShipAsync, new() { MaxParallel = 4, OnFailure = OnItemFailure.Continue });</code></example>
    [OverloadResolutionPriority(1)]
    public static ValueTask<FanOut<TItem, TResult>> ForEach<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, Task<TResult>> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => body(item), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<FanOut<TItem, TResult>> ForEach<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, Task<TResult>> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => body(item, cancellationToken), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<FanOut<TItem, TResult>> ForEach<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, Task<TResult>> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => body(item, cancellationToken, default), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    public static ValueTask<FanOut<TItem, TResult>> ForEach<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, ValueTask<TResult>> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => body(item).AsTask(), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    public static ValueTask<FanOut<TItem, TResult>> ForEach<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, ValueTask<TResult>> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => body(item, cancellationToken).AsTask(), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    public static ValueTask<FanOut<TItem, TResult>> ForEach<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, ValueTask<TResult>> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => body(item, cancellationToken, default).AsTask(), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<FanOut<TItem, Unit>> ForEach<TItem>(
        IEnumerable<TItem> items, Func<TItem, Task> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => Unit(body(item)), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<FanOut<TItem, Unit>> ForEach<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, Task> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => Unit(body(item, cancellationToken)), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<FanOut<TItem, Unit>> ForEach<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, Task> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => Unit(body(item, cancellationToken, default)), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    public static ValueTask<FanOut<TItem, Unit>> ForEach<TItem>(
        IEnumerable<TItem> items, Func<TItem, ValueTask> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => Unit(body(item).AsTask()), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    public static ValueTask<FanOut<TItem, Unit>> ForEach<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, ValueTask> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => Unit(body(item, cancellationToken).AsTask()), options);

    /// <inheritdoc cref="ForEach{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, ForEachOptions{TItem}?, CancellationToken)"/>
    public static ValueTask<FanOut<TItem, Unit>> ForEach<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, ValueTask> body, ForEachOptions<TItem>? options = null, CancellationToken cancellationToken = default)
        => InlineItems.RunAsync(items, item => Unit(body(item, cancellationToken, default).AsTask()), options);
}
