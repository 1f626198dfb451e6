namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Box(string Label, int Layers);

public sealed record Dispatch(Box Box, string Label, string Carrier, int Pallets);

/// <summary>Branches of every kind: steps, one that is left out, a sub-flow with branches of its own, and a race.</summary>
[Workflow("warehouse", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Warehouse(Shop shop)
{
    [Flow]
    public async Task<Dispatch> RunAsync(string order, bool isGift, int minSuccess = 0, bool failFast = false, CancellationToken ct = default)
    {
        try
        {
            var (box, label, ribbon, _) = await Flow.Parallel(
                PackAsync(order, ct),
                LabelAsync(order, ct),
                isGift ? RibbonAsync(order, ct) : Flow.Skip<string>(),
                Flow.Unit(NotifyAsync($"{order} is packed", ct)),
                new() { MinSuccess = minSuccess, FailFast = failFast });
            var won = await Flow.Race(AskAsync("slow", ct), Flow.As("ask-fast", AskAsync("fast", ct)));
            var pallets = await Flow.As("stack", Flow.Parallel(Enumerable.Range(0, 3), layer => StackAsync(order, layer)));
            return new(box ?? new("none", 0), $"{label}{ribbon}", won.Result(), pallets.Sum());
        }
        finally
        {
            await SweepAsync(order, ct);
        }
    }

    /// <summary>A branch with a loop, branches of its own and a finalizer.</summary>
    [SubFlow]
    private async Task<Box> PackAsync(string order, CancellationToken ct = default)
    {
        var layers = 0;
        try
        {
            for (var i = 0; i < 2; i++)
            {
                var (foam, layer) = await Flow.Parallel(FoamAsync(order, i, ct), LayerAsync(order, i, ct));
                layers += foam + layer;
            }
            await Flow.Delay(TimeSpan.FromMinutes(2), ct);
            return new($"{order}@{Flow.UtcNow.Year}", layers);
        }
        finally
        {
            await CloseAsync(order, ct);
        }
    }

    [Step, Retry(MaxAttempts = 2, Delay = "1s", Jitter = false)]
    private Task<string> LabelAsync(string order, CancellationToken ct = default, StepContext step = default) => Done($"label {order} {step.Attempt}", $"L-{order}");

    [Step]
    private ValueTask<string> RibbonAsync(string order, CancellationToken ct = default) => new(Done($"ribbon {order}", "R"));

    [Step]
    private Task NotifyAsync(string text, CancellationToken ct = default) => Done($"notify {text}", 0);

    [Step]
    private Task<int> FoamAsync(string order, int round, CancellationToken ct = default) => Done($"foam {order} {round}", 1);

    [Step]
    private async ValueTask<int> LayerAsync(string order, int round, CancellationToken ct = default)
    {
        await Task.Yield();
        return await Done($"layer {order} {round}", 10);
    }

    /// <summary>The slow carrier answers only when it is told to stop.</summary>
    [Step]
    private async Task<string> AskAsync(string carrier, CancellationToken ct = default)
    {
        if (carrier == "slow") await Task.Delay(Timeout.Infinite, ct);
        return await Done($"ask {carrier}", carrier);
    }

    [Step]
    private Task<int> StackAsync(string order, int layer, CancellationToken ct = default) => Done($"stack {order} {layer}", layer);

    [Step]
    private Task CloseAsync(string order, CancellationToken ct = default) => Done($"close {order}", 0);

    [Step]
    private Task SweepAsync(string order, CancellationToken ct = default) => Done($"sweep {order}", 0);

    private Task<T> Done<T>(string what, T result)
    {
        shop.Do(what);
        return Task.FromResult(result);
    }
}
