namespace RunkonFlow.Typed;

/// <summary>Runs the items of a fan-out where a flow runs as plain C#: as tasks of this process.</summary>
internal static class InlineItems
{
    public static async ValueTask<FanOut<TItem, TResult>> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, Task<TResult>> body, ForEachOptions<TItem>? options)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(body);
        var run = new InlineFanOut<TItem, TResult>([.. items], body, options ?? new());
        return await run.RunAsync().ConfigureAwait(false);
    }

    public static async ValueTask<IReadOnlyList<TResult>> AllAsync<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, Task<TResult>> body, int maxParallel)
    {
        var outcomes = await RunAsync(items, body, new() { MaxParallel = maxParallel }).ConfigureAwait(false);
        return [.. outcomes.Results];
    }

    public static async ValueTask EndAsync<TItem>(IEnumerable<TItem> items, Func<TItem, Task<Unit>> body, int maxParallel)
        => await RunAsync(items, body, new() { MaxParallel = maxParallel }).ConfigureAwait(false);
}
