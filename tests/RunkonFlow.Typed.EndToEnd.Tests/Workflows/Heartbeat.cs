namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Lives until it has beaten as often as asked for, in a loop that lives on.</summary>
[Workflow("heartbeat", KeepHistory = 5)]
public sealed partial class Heartbeat(Ledger ledger)
{
    [Flow]
    public async Task<long> RunAsync(int beats)
    {
        await PrepareAsync();
        var (sum, beat) = (0L, 0);
        while (Flow.Forever)
        {
            if (beat == beats) break;
            sum = await AddAsync(sum, beat++);
            if (beat % 1000 == 0) await PauseAsync();
        }
        return sum;
    }

    [Step]
    private Task PrepareAsync() => ledger.DoAsync("prepare");

    [Step]
    private static async ValueTask<long> AddAsync(long sum, int beat)
    {
        await Task.CompletedTask;
        return sum + beat;
    }

    [SubFlow]
    private async Task PauseAsync()
    {
        for (var i = 0; i < 2; i++) await Flow.Delay(TimeSpan.FromSeconds(10));
    }
}
