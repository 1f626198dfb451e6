namespace RunkonFlow.Typed.Benchmarks.Engine;

/// <summary><see cref="CountingFlow"/> with a limit of time on each attempt.</summary>
[Workflow("timed-counting")]
public sealed partial class TimedCountingFlow
{
    [Flow]
    public async Task<int> RunAsync(int rounds)
    {
        var sum = 0;
        for (var round = 0; Flow.Loop(round < rounds, max: 10_000); round++) sum = await AddAsync(sum, round);
        return sum;
    }

    [Step(Timeout = "30s")]
    private static async ValueTask<int> AddAsync(int sum, int round)
    {
        await Task.CompletedTask;
        return sum + round;
    }
}
