namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A flow whose every operation differs when it is called as plain C#.</summary>
[Workflow("errand", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Errand(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(int rounds, CancellationToken ct = default)
    {
        var begun = Flow.UtcNow;
        var id = Flow.NewId();
        try
        {
            while (Flow.Loop(rounds > 0, max: 2))
            {
                rounds--;
                await GoAsync($"round {rounds}", ct);
            }
            await Flow.Delay(TimeSpan.FromDays(2), ct);
            await Flow.Until(begun + TimeSpan.FromDays(3), ct);
        }
        finally
        {
            await Flow.As("home", GoAsync("home", ct));
        }
        return $"{(Flow.UtcNow - begun).TotalDays} {id != Flow.NewId()}";
    }

    /// <summary>Fails, and says what it knows of its attempt.</summary>
    [SubFlow]
    public async Task<string> TryAsync(CancellationToken ct = default)
    {
        try
        {
            await Flow.As("try", GoAsync("try", ct));
        }
        catch (StepFailedException e)
        {
            return $"failed after {e.Attempts}";
        }
        return "done";
    }

    [Step(Timeout = "1s"), Retry(MaxAttempts = 3)]
    private async Task GoAsync(string where, CancellationToken ct = default, StepContext step = default)
    {
        step.Mark("gone");
        step.Note("on foot");
        await ledger.DoAsync($"{where} '{step.StepId}' '{step.IdempotencyKey}' {step.Attempt} {step.RunId == default} {step.DryRun} {ct.CanBeCanceled}", ct);
    }
}
