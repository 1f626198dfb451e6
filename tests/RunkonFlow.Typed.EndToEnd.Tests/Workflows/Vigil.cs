namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Waits for a decision, or for a day that is far away.</summary>
[Workflow("vigil")]
public sealed partial class Vigil
{
    [Flow]
    public async Task<string> RunAsync(bool hasGate, CancellationToken ct = default)
    {
        if (!hasGate)
        {
            await Flow.Delay(TimeSpan.FromDays(40), ct);
            return "over";
        }
        var decision = await WatchAsync(ct);
        return decision.Outcome.ToString();
    }

    [Gate(Timeout = "30d")]
    private partial ValueTask<Decision> WatchAsync(CancellationToken ct = default);
}
