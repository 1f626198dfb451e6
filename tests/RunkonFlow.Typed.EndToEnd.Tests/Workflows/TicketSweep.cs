namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Sweep(string[] Merged, string[] Failed);

/// <summary>All open tickets, three at a time, each by a lint child and a rebase child; one that fails holds nobody up.</summary>
[Workflow("ticket-sweep")]
public sealed partial class TicketSweep(Ledger ledger, LintFix lint, RebaseBranch rebase)
{
    [Flow]
    public async Task<Sweep> RunAsync(string[] tickets, string prefix, CancellationToken ct = default)
    {
        var clean = await Flow.ForEach(tickets, lint.RunAsync, new() { MaxParallel = 3, OnFailure = OnItemFailure.Continue, Key = static ticket => ticket }, ct);
        var passed = clean.Completed.Select(item => item.Item).ToArray();
        var merged = await Flow.As("rebase", Flow.ForEach(passed, ticket => RebaseOneAsync($"{prefix}/{ticket}", ct), new() { MaxParallel = 3 }, ct));
        return new([.. merged.Results], [.. clean.Failed.Select(item => $"{item.Item}: {item.Error}")]);
    }

    [SubFlow]
    private async Task<string> RebaseOneAsync(string branch, CancellationToken ct = default)
    {
        await AnnounceAsync(branch, ct);
        var commit = await rebase.RunAsync(branch, ct);
        return commit;
    }

    [Step]
    private Task AnnounceAsync(string branch, CancellationToken ct = default) => ledger.DoAsync($"announce {branch}", ct);
}
