using System.Text;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>
/// Emitted machine, engine and in-memory store with rows and events, on one thread: what a run allocates from its claim to its
/// end. The claim and the start are outside.
/// </summary>
[Collection(nameof(SerialCollection))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_transition_allocates_nothing(bool hasTimeout)
    {
        using var worker = new InlineWorker(hasTimeout ? TimedCounting.Registration : Counting.Registration, retainFinishedRuns: 1);
        for (var run = 0; run < 100; run++) Measure(worker, rounds: 1_000);

        var few = Measure(worker, rounds: 10);
        var many = Measure(worker, rounds: 1_000);

        Assert.Equal(few, many);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_commit_of_100000_runs_allocates_while_finished_runs_are_recycled(bool hasTimeout)
    {
        const int Retained = 1_000;
        using var worker = new InlineWorker(hasTimeout ? TimedCounting.Registration : Counting.Registration, Retained);
        for (var run = 0; run < 10_000; run++) Measure(worker, rounds: 3);

        // The runtime's own work, such as compiling a hot method anew, now and then falls on this thread.
        var disturbed = 0;
        for (var run = 0; run < 100_000; run++)
            if (Measure(worker, rounds: 3) != 0) disturbed++;

        Assert.True(disturbed <= 10, $"{disturbed} of 100,000 runs allocated.");
        var last = await worker.Store.ListRunsAsync(new() { IncludeEnded = true, PageSize = Retained }, TestContext.Current.CancellationToken);
        Assert.Equal((Retained, null), (last.Runs.Count, last.Next));
        var events = await worker.Store.GetEventsAsync(last.Runs[0].Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, events.Count(e => e.Kind == RunEventKinds.Of(null, StepStatus.Completed, 1)));
    }

    private static long Measure(InlineWorker worker, int rounds)
    {
        var run = worker.Begin(Encoding.UTF8.GetBytes($$"""{"rounds":{{rounds}}}"""));
        var before = GC.GetAllocatedBytesForCurrentThread();
        worker.Execute();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(worker.HasCompleted(run), "A run did not complete at once.");
        return allocated;
    }
}
