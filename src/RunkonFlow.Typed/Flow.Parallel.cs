namespace RunkonFlow.Typed;

/// <content><c>Flow.Parallel</c> for 2 to 4 branches in any mix of kinds, and for 5 to 8 of one kind.</content>
public static partial class Flow
{
    /// <summary>Runs operations at once and waits until all have ended. The results stand in the order of the branches.</summary>
    /// <remarks>
    /// A branch is the call of a step, a sub-flow or another operation; one without result is <c>Flow.Unit(X(…))</c>, one that
    /// may be left out <c>condition ? X(…) : Flow.Skip&lt;T&gt;()</c>. Every branch ends before the first failure, in source
    /// order, is thrown, unless the options say otherwise. Called as plain C#, the tasks are waited for and none is cancelled.
    /// </remarks>
    /// <example><code>var (score, invoice) = await Flow.Parallel(ScoreAsync(payment), InvoiceAsync(payment));</code></example>
    public static ValueTask<(T1, T2)> Parallel<T1, T2>(
        Task<T1> first, Task<T2> second, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2)> Parallel<T1, T2>(
        Task<T1> first, ValueTask<T2> second, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2)> Parallel<T1, T2>(
        ValueTask<T1> first, Task<T2> second, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2)> Parallel<T1, T2>(
        ValueTask<T1> first, ValueTask<T2> second, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        Task<T1> first, Task<T2> second, Task<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        Task<T1> first, Task<T2> second, ValueTask<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        Task<T1> first, ValueTask<T2> second, Task<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask(), third);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        Task<T1> first, ValueTask<T2> second, ValueTask<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask(), third.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        ValueTask<T1> first, Task<T2> second, Task<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second, third);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        ValueTask<T1> first, Task<T2> second, ValueTask<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second, third.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        ValueTask<T1> first, ValueTask<T2> second, Task<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3)> Parallel<T1, T2, T3>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third, fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, Task<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third, fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, ValueTask<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third.AsTask(), fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, Task<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, Task<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask(), third, fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, Task<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask(), third, fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, ValueTask<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask(), third.AsTask(), fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        Task<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second.AsTask(), third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second, third, fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, Task<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second, third, fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, ValueTask<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second, third.AsTask(), fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, Task<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second, third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, Task<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third, fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, Task<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third, fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, Task<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4)> Parallel<T1, T2, T3, T4>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5)> Parallel<T1, T2, T3, T4, T5>(
        Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third, fourth, fifth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5)> Parallel<T1, T2, T3, T4, T5>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, ValueTask<T5> fifth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth.AsTask(), fifth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5, T6)> Parallel<T1, T2, T3, T4, T5, T6>(
        Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, Task<T6> sixth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third, fourth, fifth, sixth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5, T6)> Parallel<T1, T2, T3, T4, T5, T6>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, ValueTask<T5> fifth, ValueTask<T6> sixth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth.AsTask(), fifth.AsTask(), sixth.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5, T6, T7)> Parallel<T1, T2, T3, T4, T5, T6, T7>(
        Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, Task<T6> sixth, Task<T7> seventh, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third, fourth, fifth, sixth, seventh);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5, T6, T7)> Parallel<T1, T2, T3, T4, T5, T6, T7>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, ValueTask<T5> fifth, ValueTask<T6> sixth, ValueTask<T7> seventh, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth.AsTask(), fifth.AsTask(), sixth.AsTask(), seventh.AsTask());

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5, T6, T7, T8)> Parallel<T1, T2, T3, T4, T5, T6, T7, T8>(
        Task<T1> first, Task<T2> second, Task<T3> third, Task<T4> fourth, Task<T5> fifth, Task<T6> sixth, Task<T7> seventh, Task<T8> eighth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first, second, third, fourth, fifth, sixth, seventh, eighth);

    /// <inheritdoc cref="Parallel{T1, T2}(Task{T1}, Task{T2}, BranchOptions, CancellationToken)"/>
    public static ValueTask<(T1, T2, T3, T4, T5, T6, T7, T8)> Parallel<T1, T2, T3, T4, T5, T6, T7, T8>(
        ValueTask<T1> first, ValueTask<T2> second, ValueTask<T3> third, ValueTask<T4> fourth, ValueTask<T5> fifth, ValueTask<T6> sixth, ValueTask<T7> seventh, ValueTask<T8> eighth, BranchOptions options = default, CancellationToken cancellationToken = default)
        => InlineBranches.JoinAsync(options, first.AsTask(), second.AsTask(), third.AsTask(), fourth.AsTask(), fifth.AsTask(), sixth.AsTask(), seventh.AsTask(), eighth.AsTask());
}
