namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>May take an hour, however it spends it.</summary>
[Workflow("hurry", Timeout = "1h", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Hurry(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(bool parks, CancellationToken ct = default)
    {
        try
        {
            if (parks) await MessageAsync(ct);
            else await WorkAsync(ct);
        }
        finally
        {
            await LeaveAsync(ct);
        }
        return "in time";
    }

    [Step]
    private Task WorkAsync(CancellationToken ct = default) => ledger.DoAsync("work", ct);

    [Step]
    private Task LeaveAsync(CancellationToken ct = default) => ledger.DoAsync("leave", ct);

    [Signal]
    private partial ValueTask<string> MessageAsync(CancellationToken ct = default);
}
