using RunkonFlow.Typed;

namespace CrashWorker;

/// <summary>A run of so many steps and nothing else.</summary>
[Workflow("plain-steps")]
public sealed partial class PlainSteps(ProbeSteps probe)
{
    [Flow]
    public async Task<int> RunAsync(int rounds, CancellationToken ct = default)
    {
        var round = 0;
        while (Flow.Loop(round < rounds, max: 10_000_000))
        {
            await probe.WorkAsync(round, ct);
            round++;
        }

        return round;
    }
}
