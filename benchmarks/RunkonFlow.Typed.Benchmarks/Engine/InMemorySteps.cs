using System.Text;
using BenchmarkDotNet.Attributes;
using RunkonFlow.Typed.Benchmarks.Transitions;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Benchmarks.Engine;

/// <summary>
/// One step through machine, engine and in-memory store, on one thread: its row, its events, its fence, its commit. Runs of
/// 500 steps show the step; runs of ten carry start, claim and end as well. Time and bytes are per step.
/// </summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The runner calls Cleanup.")]
public class InMemorySteps
{
    private const int Rounds = 500;
    private const int Runs = 50;
    private const int LinearSteps = 10;
    private static readonly byte[] s_rounds = Encoding.UTF8.GetBytes($$"""{"rounds":{{Rounds}}}""");
    private static readonly byte[] s_start = """{"start":1}"""u8.ToArray();

    private readonly InlineWorker _counting = new(CountingFlow.Registration, retainFinishedRuns: 100);
    private readonly InlineWorker _timed = new(TimedCountingFlow.Registration, retainFinishedRuns: 100);
    private readonly InlineWorker _linear = new(LinearFlow.Registration, retainFinishedRuns: 100);

    [GlobalCleanup]
    public void Cleanup()
    {
        _counting.Dispose();
        _timed.Dispose();
        _linear.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Rounds)]
    public void Run_of_500_steps() => Run(_counting, s_rounds);

    [Benchmark(OperationsPerInvoke = Rounds)]
    public void Run_of_500_steps_with_timeout() => Run(_timed, s_rounds);

    [Benchmark(OperationsPerInvoke = Runs * LinearSteps)]
    public void Runs_of_10_steps()
    {
        for (var i = 0; i < Runs; i++) Run(_linear, s_start);
    }

    private static void Run(InlineWorker worker, byte[] input)
    {
        worker.Begin(input);
        worker.Execute();
    }
}
