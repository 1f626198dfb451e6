namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>The same watch with other names for its calls, also for the one that had none.</summary>
[Workflow("guard"), Formerly("watch")]
public sealed partial class Guard(Ledger ledger)
{
    [Flow]
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        await Flow.As("first-look", LookAsync("first", ct), formerly: "look");
        await Flow.As("long-pause", Flow.Delay(TimeSpan.FromDays(30), ct), formerly: "pause");
        await Flow.As("last-look", LookAsync("again", ct), formerly: "second-look");
        await Flow.As("last-pause", Flow.Delay(TimeSpan.FromDays(30), ct), formerly: "delay");
        return 2;
    }

    [Step]
    private Task LookAsync(string which, CancellationToken ct = default) => ledger.DoAsync(which, ct);
}
