namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary><see cref="Counting"/> with a limit of time on each attempt, a step that takes token and context, and a flow that reads the clock.</summary>
[Workflow("timed-counting")]
public sealed partial class TimedCounting
{
    [Flow]
    public async Task<long> RunAsync(int rounds)
    {
        var sum = 0L;
        for (var round = 0; Flow.Loop(round < rounds, max: 10_000); round++) sum = await AddAsync(sum, round);
        return Flow.UtcNow > DateTimeOffset.UnixEpoch && Flow.NewId() != Guid.Empty ? sum : 0;
    }

    [Step(Timeout = "30s")]
    private static async ValueTask<long> AddAsync(long sum, int round, CancellationToken ct = default, StepContext step = default)
    {
        await Task.CompletedTask;
        ct.ThrowIfCancellationRequested();
        return sum + round + step.Attempt - 1;
    }
}
