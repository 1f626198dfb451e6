using RunkonFlow.Typed.Processes;

namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Steps with every policy for failures, a bound that is reached, and a program.</summary>
[Workflow("workshop", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Workshop(Ledger ledger, ProcessSteps programs)
{
    [Flow]
    public async Task<string> RunAsync(string task, CancellationToken ct = default)
    {
        switch (task)
        {
            case "glue":
                await GlueAsync(ct);
                return "glued";
            case "press":
                await PressAsync(ct);
                return "pressed";
            case "polish":
                for (var round = 1; Flow.Loop(round > 0, max: 3); round++) await PolishAsync(round, ct);
                return "polished";
            case "sand":
                var strokes = 0;
                while (Flow.Loop(true, max: 3, onLimit: OnLimit.Continue))
                {
                    strokes++;
                    await Flow.As("sand", PolishAsync(strokes, ct));
                }
                return $"{strokes} strokes";
            default:
                return await MeasureAsync(task, ct);
        }
    }

    /// <summary>Counts what a program writes, and goes on without it where the program fails.</summary>
    [SubFlow]
    private async Task<string> MeasureAsync(string script, CancellationToken ct = default)
    {
        try
        {
            var result = await programs.RunCheckedAsync(new("sh", ["-c", script]), ct);
            return result.Output;
        }
        catch (StepFailedException e)
        {
            return $"{e.ErrorType}: {e.Message}";
        }
    }

    [Step, Retry<IOException>(MaxAttempts = 4, Delay = "10h", Backoff = Backoff.Exponential, MaxDelay = "25h", Jitter = false), NoRetry<InvalidOperationException>]
    private async Task GlueAsync(CancellationToken ct = default, StepContext step = default)
    {
        await ledger.DoAsync(step.IdempotencyKey, ct);
        await ledger.DoAsync($"glue {step.Attempt}", ct);
        if (step.Attempt < 4) throw new IOException("not dry");
    }

    [Step(AtMostOnce = true)]
    private Task PressAsync(CancellationToken ct = default) => ledger.DoAsync("press", CancellationToken.None);

    [Step]
    private Task PolishAsync(int round, CancellationToken ct = default) => ledger.DoAsync($"polish {round}", ct);
}
