using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed;

/// <content><c>Flow.Parallel</c> over a number of items that is known when it runs.</content>
public static partial class Flow
{
    /// <summary>Runs an operation for each item of a collection, as <c>Flow.ForEach</c> does; the first failure is thrown once the items under way have ended.</summary>
    /// <param name="items">The items; a snapshot is taken.</param>
    /// <param name="body">What is done for one.</param>
    /// <param name="maxParallel">How many items run at once, over all workers; 0 for no limit.</param>
    /// <param name="cancellationToken">The flow's own token, or none.</param>
    /// <example><code>var prices = await Flow.Parallel(shops, shop => AskAsync(shop, article));</code></example>
    [OverloadResolutionPriority(1)]
    public static ValueTask<IReadOnlyList<TResult>> Parallel<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, Task<TResult>> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.AllAsync(items, item => body(item), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<IReadOnlyList<TResult>> Parallel<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, Task<TResult>> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.AllAsync(items, item => body(item, cancellationToken), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<IReadOnlyList<TResult>> Parallel<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, Task<TResult>> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.AllAsync(items, item => body(item, cancellationToken, default), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    public static ValueTask<IReadOnlyList<TResult>> Parallel<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, ValueTask<TResult>> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.AllAsync(items, item => body(item).AsTask(), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    public static ValueTask<IReadOnlyList<TResult>> Parallel<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, ValueTask<TResult>> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.AllAsync(items, item => body(item, cancellationToken).AsTask(), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    public static ValueTask<IReadOnlyList<TResult>> Parallel<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, ValueTask<TResult>> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.AllAsync(items, item => body(item, cancellationToken, default).AsTask(), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask Parallel<TItem>(
        IEnumerable<TItem> items, Func<TItem, Task> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.EndAsync(items, item => Unit(body(item)), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask Parallel<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, Task> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.EndAsync(items, item => Unit(body(item, cancellationToken)), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask Parallel<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, Task> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.EndAsync(items, item => Unit(body(item, cancellationToken, default)), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    public static ValueTask Parallel<TItem>(
        IEnumerable<TItem> items, Func<TItem, ValueTask> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.EndAsync(items, item => Unit(body(item).AsTask()), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    public static ValueTask Parallel<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, ValueTask> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.EndAsync(items, item => Unit(body(item, cancellationToken).AsTask()), maxParallel);

    /// <inheritdoc cref="Parallel{TItem, TResult}(IEnumerable{TItem}, Func{TItem, Task{TResult}}, int, CancellationToken)"/>
    public static ValueTask Parallel<TItem>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, StepContext, ValueTask> body, int maxParallel = 0, CancellationToken cancellationToken = default)
        => InlineItems.EndAsync(items, item => Unit(body(item, cancellationToken, default).AsTask()), maxParallel);
}
