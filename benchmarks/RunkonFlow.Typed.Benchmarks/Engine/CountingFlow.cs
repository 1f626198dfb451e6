namespace RunkonFlow.Typed.Benchmarks.Engine;

/// <summary>A loop of one step; each completes at once.</summary>
[Workflow("counting")]
public sealed partial class CountingFlow
{
    [Flow]
    public async Task<int> RunAsync(int rounds)
    {
        var sum = 0;
        for (var round = 0; Flow.Loop(round < rounds, max: 10_000); round++) sum = await AddAsync(sum, round);
        return sum;
    }

    [Step]
    private static async ValueTask<int> AddAsync(int sum, int round)
    {
        await Task.CompletedTask;
        return sum + round;
    }
}
