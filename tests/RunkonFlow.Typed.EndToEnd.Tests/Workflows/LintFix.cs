namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Lints a branch and fixes what it can; returns what remains.</summary>
[Workflow("lint-fix")]
public sealed partial class LintFix(Ledger ledger)
{
    [Flow]
    public async Task<int> RunAsync(string branch, CancellationToken ct = default)
    {
        var problems = await LintAsync(branch, ct);
        if (problems > 1) problems = await FixAsync(branch, problems, ct);
        return problems;
    }

    [Step]
    private async Task<int> LintAsync(string branch, CancellationToken ct = default)
    {
        await ledger.DoAsync($"lint {branch}", ct);
        return 5;
    }

    [Step("fix-lint")]
    private async Task<int> FixAsync(string branch, int problems, CancellationToken ct = default)
    {
        await ledger.DoAsync($"fix {problems} lint problems of {branch}", ct);
        return 1;
    }
}
