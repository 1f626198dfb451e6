using RunkonFlow.Typed.Client;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>
/// Lends one key to one run at a time, in the order in which they ask; a borrower that does not give it back loses it after
/// an hour. One run per key, for as long as the house stands.
/// </summary>
[Workflow("key-cabinet", KeepHistory = 1)]
internal sealed partial class KeyCabinet(IWorkflowClient client)
{
    [Flow]
    public async Task RunAsync(string name, CancellationToken ct = default)
    {
        while (Flow.Forever)
        {
            var borrower = await AskedAsync(ct);
            await HandOverAsync(borrower, name, ct);
            var lostAt = Flow.UtcNow + TimeSpan.FromHours(1);
            var isBack = false;
            while (Flow.Loop(!isBack, max: 1_000))
            {
                var back = await Flow.Race(ReturnedAsync(ct), Flow.Unit(Flow.Until(lostAt, ct)));
                isBack = back.Winner == 1 || back.First == borrower;
            }
        }
    }

    [Signal]
    private partial ValueTask<RunId> AskedAsync(CancellationToken ct = default);

    [Signal]
    private partial ValueTask<RunId> ReturnedAsync(CancellationToken ct = default);

    [Step, Retry(MaxAttempts = 5, Delay = "1s")]
    private async Task HandOverAsync(RunId borrower, string name, CancellationToken ct = default, StepContext step = default)
        => await client.SignalAsync(borrower, Repair.Signals.KeyHanded, name, step.IdempotencyKey, cancellationToken: ct);
}
