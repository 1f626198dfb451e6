namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Every night at two in Berlin; a night on which the last one still runs is left out.</summary>
[Workflow("nightly-report"), Schedule("0 2 * * *", TimeZone = "Europe/Berlin")]
public sealed partial class NightlyReport(Ledger ledger)
{
    [Flow]
    public async Task RunAsync(string region = "all", CancellationToken ct = default) => await WriteAsync(region, ct);

    [Step]
    private Task WriteAsync(string region, CancellationToken ct = default) => ledger.DoAsync($"report {region}", ct);
}
