namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>One branch fails, another ends only when it is told to stop, a third is a sub-flow that waits.</summary>
[Workflow("standoff", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Standoff(Shop shop)
{
    [Flow]
    public async Task<int> RunAsync(bool failFast, CancellationToken ct = default)
    {
        var (left, _, right) = await Flow.Parallel(FailAsync(), Flow.Unit(WaitAsync(ct)), HangAsync(ct), new(FailFast: failFast), ct);
        return left + right;
    }

    [SubFlow]
    private async ValueTask WaitAsync(CancellationToken ct = default)
    {
        try
        {
            await Flow.Delay(TimeSpan.FromDays(900), ct);
        }
        finally
        {
            await TidyAsync();
        }
    }

    [Step, Retry(MaxAttempts = 3, Delay = "1m", Jitter = false)]
    private Task<int> FailAsync(StepContext step = default)
    {
        shop.Do($"fail {step.Attempt}");
        throw new InvalidOperationException($"failed {step.Attempt}");
    }

    [Step]
    private async Task<int> HangAsync(CancellationToken ct = default)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            shop.Do("hang ends");
        }
        return 1;
    }

    [Step]
    private Task TidyAsync()
    {
        shop.Do("tidy");
        return Task.CompletedTask;
    }
}
