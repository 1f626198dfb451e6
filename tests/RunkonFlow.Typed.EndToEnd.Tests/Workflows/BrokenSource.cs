namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A fan-out whose items cannot be listed, and one whose items cannot be keyed.</summary>
[Workflow("broken-source")]
public sealed partial class BrokenSource(Ledger ledger)
{
    [Flow]
    public async Task<int> RunAsync(bool isKey, CancellationToken ct = default)
    {
        var done = await Flow.ForEach(
            Enumerable.Range(isKey ? 1 : 0, 3).Select(n => isKey ? n : 10 / n), WorkAsync, new() { Key = n => isKey ? $"{n / (n - 2)}" : $"{n}" }, ct);
        return done.Results.Sum();
    }

    [Step]
    private async Task<int> WorkAsync(int n, CancellationToken ct = default)
    {
        await ledger.DoAsync($"work {n}", ct);
        return n;
    }
}
