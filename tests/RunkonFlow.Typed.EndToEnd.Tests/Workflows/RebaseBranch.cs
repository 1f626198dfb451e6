namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Rebases a branch; returns the commit that it stands at.</summary>
[Workflow("rebase-branch", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class RebaseBranch(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string branch, CancellationToken ct = default)
    {
        try
        {
            await RebaseAsync(branch, ct);
        }
        finally
        {
            await CleanUpAsync(branch, ct);
        }
        return $"{branch}-rebased";
    }

    [Step]
    private Task RebaseAsync(string branch, CancellationToken ct = default) => ledger.DoAsync($"rebase {branch}", ct);

    [Step]
    private Task CleanUpAsync(string branch, CancellationToken ct = default) => ledger.DoAsync($"clean up {branch}", ct);
}
