namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Stop(string Street, int Parcels, string[] After);

public sealed record Handover(string Street, int Parcels);

/// <summary>A fan-out of each kind of body: a step with a key and dependencies, a sub-flow, another workflow.</summary>
[Workflow("delivery")]
public sealed partial class Delivery(Shop shop, LintFix lint)
{
    [Flow]
    public async Task<string> RunAsync(Stop[] stops, OnItemFailure onFailure, int maxParallel, int minSuccess = 0, CancellationToken ct = default)
    {
        var driver = await DriverAsync(ct);
        var done = await Flow.ForEach(stops, stop => HandOverAsync(stop, driver, ct),
            new() { MaxParallel = maxParallel, OnFailure = onFailure, MinSuccess = minSuccess, Key = stop => stop.Street, DependsOn = stop => stop.After }, ct);
        var routes = await Flow.As("routes", Flow.ForEach(done.Results, RouteAsync));
        var branches = await Flow.As("lint", Flow.ForEach(stops.Take(2), stop => lint.RunAsync(stop.Street)));
        var ends = string.Join(' ', done.Items.Select(item => $"{item.Key}:{item.Status}:{item.Result?.Parcels}"));
        return $"{ends} | {routes.Results.Sum()} | {branches.Results.Sum()}";
    }

    /// <summary>An item with operations of its own, a timer and branches among them.</summary>
    [SubFlow]
    private async Task<int> RouteAsync(Handover handover)
    {
        await Flow.Delay(TimeSpan.FromMinutes(1));
        var (length, extra) = await Flow.Parallel(MeasureAsync(handover.Street), Flow.As("extra", MeasureAsync("")));
        return length + extra;
    }

    [Step]
    private Task<string> DriverAsync(CancellationToken ct = default) => Task.FromResult("Ada");

    [Step, Retry(MaxAttempts = 2, Delay = "1s", Jitter = false)]
    private Task<Handover> HandOverAsync(Stop stop, string driver, CancellationToken ct = default, StepContext step = default)
    {
        shop.Do($"{driver} to {stop.Street} {step.Attempt}");
        return Task.FromResult(new Handover(stop.Street, stop.Parcels));
    }

    [Step]
    private ValueTask<int> MeasureAsync(string street) => new(street.Length);
}
