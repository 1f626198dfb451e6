using RunkonFlow.Typed.Client;

namespace RunkonFlow.Typed.Testing;

/// <summary>
/// Tests a workflow on the real engine in virtual time: the emitted machine, a store, retries, timers, deadlines, gates and
/// signals, without waiting and in the same order each time.
/// </summary>
/// <example><code>
/// await using var test = WorkflowTest.For(OrderFulfilment.Start(order))
///     .With&lt;IStock&gt;(stock).With&lt;IPayments&gt;(bank)
///     .Fail(OrderFulfilment.Steps.Ship, new TimeoutException());
///
/// await test.RunUntilAsync(OrderFulfilment.Gates.Approval);
/// await test.ApproveAsync(OrderFulfilment.Gates.Approval, by: "ann");
/// var receipt = await test.RunAsync();
/// </code></example>
public static class WorkflowTest
{
    /// <summary>A test of one run; nothing runs before it is driven.</summary>
    /// <param name="start">The run, such as <c>OrderFulfilment.Start(order)</c>.</param>
    /// <param name="options">What else may be said at its start.</param>
    public static WorkflowTest<TResult> For<TResult>(WorkflowStart<TResult> start, StartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new(start, options);
    }
}
