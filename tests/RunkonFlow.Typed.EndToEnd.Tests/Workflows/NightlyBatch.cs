namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Job(string Name, string[] After, bool IsBroken = false);

public sealed record BatchReport(int Completed, int Failed, int Skipped, long Sum);

/// <summary>A night's jobs, some of which need others; what depends on a broken one is left out.</summary>
[Workflow("nightly-batch", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class NightlyBatch(Ledger ledger)
{
    [Flow]
    public async Task<BatchReport> RunAsync(Job[] jobs, int atOnce, OnItemFailure onFailure = OnItemFailure.SkipDependents, CancellationToken ct = default)
    {
        try
        {
            var done = await Flow.ForEach(
                jobs, WorkAsync,
                new() { MaxParallel = atOnce, OnFailure = onFailure, Key = static job => job.Name, DependsOn = static job => job.After }, ct);
            return new(done.Completed.Count(), done.Failed.Count(), done.Skipped.Count(), done.Results.Sum());
        }
        finally
        {
            await CloseAsync(ct);
        }
    }

    [Step, Retry(MaxAttempts = 2, Delay = "1s", Jitter = false)]
    private async Task<long> WorkAsync(Job job, CancellationToken ct = default)
    {
        await ledger.DoAsync($"work {job.Name}", ct);
        if (job.IsBroken) throw new InvalidOperationException($"{job.Name} is broken");
        return job.Name.Length;
    }

    [Step]
    private Task CloseAsync(CancellationToken ct = default) => ledger.DoAsync("close", ct);
}
