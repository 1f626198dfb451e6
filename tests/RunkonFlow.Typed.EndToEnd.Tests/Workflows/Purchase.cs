namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Buys something without a word on what a dry run would do.</summary>
[Workflow("purchase")]
public sealed partial class Purchase(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string what, CancellationToken ct = default)
    {
        await LookAsync(what, ct);
        var receipt = await BuyAsync(what, ct);
        return receipt;
    }

    [Step]
    private Task LookAsync(string what, CancellationToken ct = default) => ledger.DoAsync($"look at {what}", ct);

    [Step(Commits = true), Retry(MaxAttempts = 3, Delay = "1s")]
    private async Task<string> BuyAsync(string what, CancellationToken ct = default)
    {
        await ledger.DoAsync($"buy {what}", ct);
        return $"receipt for {what}";
    }
}
