namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>As many rounds as asked for, each one step; every step completes at once.</summary>
[Workflow("counting")]
public sealed partial class Counting
{
    [Flow]
    public async Task<long> RunAsync(int rounds)
    {
        var sum = 0L;
        for (var round = 0; Flow.Loop(round < rounds, max: 10_000); round++) sum = await AddAsync(sum, round);
        return sum;
    }

    [Step]
    private static async ValueTask<long> AddAsync(long sum, int round)
    {
        await Task.CompletedTask;
        return sum + round;
    }
}
