using RunkonFlow.Typed;

namespace CrashWorker;

/// <summary>A run with every kind of operation that a kill can hit: steps in a loop, a timer, a retried step, a finalizer.</summary>
[Workflow("crash-probe")]
public sealed partial class CrashProbe(ProbeSteps probe)
{
    [Flow]
    public async Task<string> RunAsync(string report, int rounds, CancellationToken ct = default)
    {
        var seed = await probe.OpenAsync(ct);
        try
        {
            var sum = seed;
            var round = 0;
            while (Flow.Loop(round < rounds, max: 100_000))
            {
                var value = await probe.WorkAsync(round, ct);
                sum = unchecked((sum * 31) + value);
                round++;
            }

            await Flow.Delay(TimeSpan.FromMilliseconds(20), ct);
            var lucky = await probe.FlakyAsync(sum, ct);
            return await probe.ReportAsync(report, $"{rounds} rounds, sum {sum}, luck {lucky}\n", ct);
        }
        finally
        {
            await probe.CloseAsync(ct);
        }
    }
}
