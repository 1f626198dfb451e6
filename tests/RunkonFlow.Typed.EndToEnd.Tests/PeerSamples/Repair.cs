using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>Works behind a door to which there is one key: whatever it does between asking and giving back, it does alone.</summary>
[Workflow("repair", FinalizerTimeout = Patient.Finalizers)]
internal sealed partial class Repair(IWorkflowClient client, Ledger ledger)
{
    [Flow]
    public async Task RunAsync(string door, string what, CancellationToken ct = default)
    {
        var cabinet = await AskForKeyAsync(door, ct);
        await KeyHandedAsync(ct);
        try
        {
            await DoAsync($"{what} begins", ct);
            await Flow.Delay(TimeSpan.FromMinutes(5), ct);
            await Flow.As("finish", DoAsync($"{what} ends", ct));
        }
        finally
        {
            await GiveBackAsync(cabinet, ct);
        }
    }

    [Signal]
    internal partial ValueTask<string> KeyHandedAsync(CancellationToken ct = default);

    [Step, Retry(MaxAttempts = 5, Delay = "1s")]
    private async Task<RunId> AskForKeyAsync(string door, CancellationToken ct = default, StepContext step = default)
    {
        var cabinet = await client.StartAsync(KeyCabinet.Start(door), new StartOptions { Key = door }, ct);
        await client.SignalAsync(cabinet.RunId, KeyCabinet.Signals.Asked, step.RunId, step.IdempotencyKey, cancellationToken: ct);
        return cabinet.RunId;
    }

    [Step, Retry(MaxAttempts = 5, Delay = "1s")]
    private async Task GiveBackAsync(RunId cabinet, CancellationToken ct = default, StepContext step = default)
        => await client.SignalAsync(cabinet, KeyCabinet.Signals.Returned, step.RunId, step.IdempotencyKey, cancellationToken: ct);

    [Step]
    private Task DoAsync(string what, CancellationToken ct = default) => ledger.DoAsync(what, ct);
}
