namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Gives a step a time that it does not keep, and goes on without it.</summary>
[Workflow("impatient")]
public sealed partial class Impatient(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(CancellationToken ct = default)
    {
        try
        {
            await DawdleAsync(ct);
            return "waited";
        }
        catch (StepFailedException e) when (e.ErrorType == "Timeout")
        {
            await NoteAsync(ct);
            return $"gave up after {e.Attempts} attempts";
        }
    }

    /// <summary>Looks at no token.</summary>
    [Step(Timeout = "500ms"), Retry(MaxAttempts = 2, Delay = "1s", Jitter = false)]
    private async Task DawdleAsync(CancellationToken ct = default)
    {
        await ledger.DoAsync("dawdle", CancellationToken.None);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    [Step]
    private Task NoteAsync(CancellationToken ct = default) => ledger.DoAsync("note", ct);
}
