namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Takes names one behind the other, then two side by side: between two messages there is nothing else to do.</summary>
[Workflow("roll")]
internal sealed partial class Roll
{
    [Flow]
    public async Task<string> RunAsync(CancellationToken ct = default)
    {
        var first = await CalledAsync(ct);
        var second = await Flow.As("second", CalledAsync(ct));
        var (third, fourth) = await Flow.Parallel(Flow.As("third", CalledAsync(ct)), Flow.As("fourth", CalledAsync(ct)));
        var raced = await Flow.Race(Flow.As("fifth", CalledAsync(ct)), Flow.Unit(Flow.Delay(TimeSpan.FromDays(30), ct)));
        return $"{first} {second} {third} {fourth} {(raced.Winner == 0 ? raced.First : "nobody")}";
    }

    [Signal]
    private partial ValueTask<string> CalledAsync(CancellationToken ct = default);
}
