namespace RunkonFlow.Typed;

/// <content><c>Flow.Race</c> for 2 to 4 branches in any mix of kinds.</content>
public static partial class Flow
{
    /// <summary>Runs operations at once until the first ends well; the others are cancelled. The answer says which one won.</summary>
    /// <remarks>
    /// When no branch ends well, the last failure is thrown. A loser that was cancelled may have had its effect. Called as plain
    /// C#, the losers run on and what becomes of them is not looked at.
    /// </remarks>
    /// <example><code>var quote = await Flow.Race(AskAsync(north), AskAsync(south)); return quote.Result();</code></example>
    public static ValueTask<Raced<T1, T2>> Race<T1, T2>(
        Task<T1> first, Task<T2> second, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2>> Race<T1, T2>(
        Task<T1> first, ValueTask<T2> second, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2>> Race<T1, T2>(
        ValueTask<T1> first, Task<T2> second, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2>> Race<T1, T2>(
        ValueTask<T1> first, ValueTask<T2> second, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        Task<T1> first, Task<T2> second, Task<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second, third);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        Task<T1> first, Task<T2> second, ValueTask<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second, third.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        Task<T1> first, ValueTask<T2> second, Task<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask(), third);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        Task<T1> first, ValueTask<T2> second, ValueTask<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask(), third.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        ValueTask<T1> first, Task<T2> second, Task<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second, third);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        ValueTask<T1> first, Task<T2> second, ValueTask<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second, third.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        ValueTask<T1> first, ValueTask<T2> second, Task<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask(), third);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3>> Race<T1, T2, T3>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask(), third.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second, third, fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, Task<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second, third, fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, ValueTask<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second, third.AsTask(), fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second, third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, Task<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask(), third, fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, Task<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask(), third, fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, ValueTask<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask(), third.AsTask(), fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first, second.AsTask(), third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second, third, fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, Task<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second, third, fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, ValueTask<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second, third.AsTask(), fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second, third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, Task<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask(), third, fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, Task<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask(), third, fourth.AsTask());

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, Task<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth);

    /// <inheritdoc cref="Race{T1, T2}(Task{T1}, Task{T2}, RaceOptions, CancellationToken)"/>
    public static ValueTask<Raced<T1, T2, T3, T4>> Race<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, RaceOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.RaceAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth.AsTask());
}
