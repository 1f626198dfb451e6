namespace RunkonFlow.Typed;

/// <summary>Joins tasks where a flow runs as plain C#: there is no engine, so nothing is cancelled.</summary>
internal static class InlineBranches
{
    public static async ValueTask<(T1, T2)> JoinAsync<T1, T2>(
        BranchOptions options, Task<T1> first, Task<T2> second)
    {
        await EndAsync(options.MinSuccess, [first, second]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false));
    }

    public static async ValueTask<(T1, T2, T3)> JoinAsync<T1, T2, T3>(
        BranchOptions options, Task<T1> first, Task<T2> second, Task<T3> third)
    {
        await EndAsync(options.MinSuccess, [first, second, third]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false),
            await ResultOfAsync(third).ConfigureAwait(false));
    }

    public static async ValueTask<(T1, T2, T3, T4)> JoinAsync<T1, T2, T3, T4>(
        BranchOptions options, Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth)
    {
        await EndAsync(options.MinSuccess, [first, second, third, fourth]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false),
            await ResultOfAsync(third).ConfigureAwait(false),
            await ResultOfAsync(fourth).ConfigureAwait(false));
    }

    public static async ValueTask<(T1, T2, T3, T4, T5)> JoinAsync<T1, T2, T3, T4, T5>(
        BranchOptions options, Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth)
    {
        await EndAsync(options.MinSuccess, [first, second, third, fourth, fifth]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false),
            await ResultOfAsync(third).ConfigureAwait(false),
            await ResultOfAsync(fourth).ConfigureAwait(false),
            await ResultOfAsync(fifth).ConfigureAwait(false));
    }

    public static async ValueTask<(T1, T2, T3, T4, T5, T6)> JoinAsync<T1, T2, T3, T4, T5, T6>(
        BranchOptions options, Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, Task<T6> sixth)
    {
        await EndAsync(options.MinSuccess, [first, second, third, fourth, fifth, sixth]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false),
            await ResultOfAsync(third).ConfigureAwait(false),
            await ResultOfAsync(fourth).ConfigureAwait(false),
            await ResultOfAsync(fifth).ConfigureAwait(false),
            await ResultOfAsync(sixth).ConfigureAwait(false));
    }

    public static async ValueTask<(T1, T2, T3, T4, T5, T6, T7)> JoinAsync<T1, T2, T3, T4, T5, T6, T7>(
        BranchOptions options, Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, Task<T6> sixth, Task<T7> seventh)
    {
        await EndAsync(options.MinSuccess, [first, second, third, fourth, fifth, sixth, seventh]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false),
            await ResultOfAsync(third).ConfigureAwait(false),
            await ResultOfAsync(fourth).ConfigureAwait(false),
            await ResultOfAsync(fifth).ConfigureAwait(false),
            await ResultOfAsync(sixth).ConfigureAwait(false),
            await ResultOfAsync(seventh).ConfigureAwait(false));
    }

    public static async ValueTask<(T1, T2, T3, T4, T5, T6, T7, T8)> JoinAsync<T1, T2, T3, T4, T5, T6, T7, T8>(
        BranchOptions options, Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, Task<T6> sixth, Task<T7> seventh, Task<T8> eighth)
    {
        await EndAsync(options.MinSuccess, [first, second, third, fourth, fifth, sixth, seventh, eighth]).ConfigureAwait(false);
        return (
            await ResultOfAsync(first).ConfigureAwait(false),
            await ResultOfAsync(second).ConfigureAwait(false),
            await ResultOfAsync(third).ConfigureAwait(false),
            await ResultOfAsync(fourth).ConfigureAwait(false),
            await ResultOfAsync(fifth).ConfigureAwait(false),
            await ResultOfAsync(sixth).ConfigureAwait(false),
            await ResultOfAsync(seventh).ConfigureAwait(false),
            await ResultOfAsync(eighth).ConfigureAwait(false));
    }

    public static async ValueTask<Raced<T1, T2>> RaceAsync<T1, T2>(
        RaceOptions options, Task<T1> first, Task<T2> second)
    {
        var winner = await WinnerAsync(options, [first, second]).ConfigureAwait(false);
        return new(
            winner,
            winner == 0 ? await ResultOfAsync(first).ConfigureAwait(false) : default,
            winner == 1 ? await ResultOfAsync(second).ConfigureAwait(false) : default);
    }

    public static async ValueTask<Raced<T1, T2, T3>> RaceAsync<T1, T2, T3>(
        RaceOptions options, Task<T1> first, Task<T2> second, Task<T3> third)
    {
        var winner = await WinnerAsync(options, [first, second, third]).ConfigureAwait(false);
        return new(
            winner,
            winner == 0 ? await ResultOfAsync(first).ConfigureAwait(false) : default,
            winner == 1 ? await ResultOfAsync(second).ConfigureAwait(false) : default,
            winner == 2 ? await ResultOfAsync(third).ConfigureAwait(false) : default);
    }

    public static async ValueTask<Raced<T1, T2, T3, T4>> RaceAsync<T1, T2, T3, T4>(
        RaceOptions options, Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth)
    {
        var winner = await WinnerAsync(options, [first, second, third, fourth]).ConfigureAwait(false);
        return new(
            winner,
            winner == 0 ? await ResultOfAsync(first).ConfigureAwait(false) : default,
            winner == 1 ? await ResultOfAsync(second).ConfigureAwait(false) : default,
            winner == 2 ? await ResultOfAsync(third).ConfigureAwait(false) : default,
            winner == 3 ? await ResultOfAsync(fourth).ConfigureAwait(false) : default);
    }

    /// <summary>Waits for all; the first failure in source order is thrown unless enough have ended well.</summary>
    private static async ValueTask EndAsync(int minSuccess, Task[] branches)
    {
        await Task.WhenAll(branches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (minSuccess > 0 && branches.Count(branch => branch.IsCompletedSuccessfully) >= minSuccess)
            return;
        foreach (var branch in branches)
            await branch.ConfigureAwait(false);
    }

    private static async ValueTask<int> WinnerAsync(RaceOptions options, Task[] branches)
    {
        var left = branches.ToList();
        while (true)
        {
            var ended = await Task.WhenAny(left).ConfigureAwait(false);
            left.Remove(ended);
            if (!ended.IsCompletedSuccessfully && (options.FirstEnd || left.Count == 0))
                await ended.ConfigureAwait(false);
            if (ended.IsCompletedSuccessfully)
                return Array.IndexOf(branches, ended);
        }
    }

    /// <summary>What a branch that has ended returned; the default when it failed.</summary>
    private static async ValueTask<T> ResultOfAsync<T>(Task<T> branch) => branch.IsCompletedSuccessfully ? await branch.ConfigureAwait(false) : default!;
}
