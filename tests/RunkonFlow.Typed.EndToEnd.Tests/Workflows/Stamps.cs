namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Stamp(Guid Id, DateTimeOffset At);

/// <summary>Branches, as the first thing of a run, that ask for an id and the time before their own first step.</summary>
[Workflow("stamps")]
public sealed partial class Stamps
{
    [Flow]
    public async Task<Stamp[]> RunAsync(CancellationToken ct = default)
    {
        var (first, second) = await Flow.Parallel(Flow.As("first", StampAsync(ct)), Flow.As("second", StampAsync(ct)));
        return [first, second];
    }

    [SubFlow]
    private async Task<Stamp> StampAsync(CancellationToken ct = default)
    {
        var stamp = new Stamp(Flow.NewId(), Flow.UtcNow);
        await KeepAsync(ct);
        return stamp;
    }

    [Step]
    private Task KeepAsync(CancellationToken ct = default) => Task.CompletedTask;
}
