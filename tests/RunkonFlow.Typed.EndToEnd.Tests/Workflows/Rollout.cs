namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A gate that its step opens, within a loop that must get somewhere.</summary>
[Workflow("rollout")]
public sealed partial class Rollout(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(int stands, CancellationToken ct = default)
    {
        var healthy = await HealthAsync(ct);
        var rounds = 0;
        while (Flow.Loop(rounds < stands, max: 10, stuckAfter: 2, progress: rounds / 2))
        {
            await StepUpAsync(rounds, ct);
            rounds++;
        }
        return $"{healthy.DecidedBy} after {rounds}";
    }

    [Gate(Timeout = "1h", OnTimeout = OnTimeout.Fail), ResolvedBy(nameof(ProbeAsync), Every = "1m")]
    private partial ValueTask<Decision> HealthAsync(CancellationToken ct = default);

    [Step]
    private async Task<Decision?> ProbeAsync(CancellationToken ct = default)
    {
        await ledger.DoAsync("probe", ct);
        return ledger.Entries.Count(static entry => entry == "probe") < 4 ? null : new(DecisionOutcome.Approved, false, "the probe", null);
    }

    [Step]
    private Task StepUpAsync(int round, CancellationToken ct = default) => ledger.DoAsync($"step up {round}", ct);
}
