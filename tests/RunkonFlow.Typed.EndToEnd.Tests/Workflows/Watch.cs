namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A watch as it was first shipped: two of its calls have names, one has none.</summary>
[Workflow("watch")]
public sealed partial class Watch(Ledger ledger)
{
    [Flow]
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        await LookAsync("first", ct);
        await Flow.As("pause", Flow.Delay(TimeSpan.FromDays(30), ct));
        await Flow.As("second-look", LookAsync("second", ct));
        await Flow.Delay(TimeSpan.FromDays(30), ct);
        return 1;
    }

    [Step]
    private Task LookAsync(string which, CancellationToken ct = default) => ledger.DoAsync(which, ct);
}
