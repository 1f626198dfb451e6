namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Two runners and one who stands about until stopped, then tidies up.</summary>
[Workflow("race", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Race(Lanes lanes)
{
    [Flow]
    public async Task<string> RunAsync(bool firstEnd, CancellationToken ct = default)
    {
        var raced = await Flow.Race(RunnerAsync("inner", ct), Flow.As("outer", RunnerAsync("outer", ct)), BystanderAsync(ct), new RaceOptions(FirstEnd: firstEnd), ct);
        return $"{raced.Winner}: {raced.Result()}";
    }

    [SubFlow]
    private async Task<string> BystanderAsync(CancellationToken ct = default)
    {
        try
        {
            await Flow.Delay(TimeSpan.FromDays(900), ct);
        }
        finally
        {
            await TidyAsync(ct);
        }
        return "bystander";
    }

    [Step]
    private Task<string> RunnerAsync(string name, CancellationToken ct = default) => lanes.RunAsync(name, ct);

    [Step]
    private Task TidyAsync(CancellationToken ct = default)
    {
        lanes.Finalizers.Enqueue("tidy");
        return Task.CompletedTask;
    }
}
