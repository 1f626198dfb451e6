namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>A timer that may be moved, to an earlier or a later moment, as long as it has not rung.</summary>
[Workflow("alarm")]
internal sealed partial class Alarm
{
    [Flow]
    public async Task<int> RunAsync(DateTimeOffset rings, CancellationToken ct = default)
    {
        var moves = 0;
        while (Flow.Loop(true, max: 100))
        {
            var first = await Flow.Race(MovedAsync(ct), Flow.Unit(Flow.Until(rings, ct)));
            if (first.Winner == 1) break;
            rings = first.First;
            moves++;
        }
        return moves;
    }

    [Signal]
    private partial ValueTask<DateTimeOffset> MovedAsync(CancellationToken ct = default);
}
