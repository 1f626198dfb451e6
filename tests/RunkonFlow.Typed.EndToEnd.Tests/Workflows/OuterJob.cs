namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record JobState(string Phase, string? Result = null);

/// <summary>Hands a job to another system and asks after it, less and less often, until it has ended.</summary>
[Workflow("outer-job")]
public sealed partial class OuterJob(JobSystem system)
{
    [Flow]
    public async Task<string> RunAsync(string job, CancellationToken ct = default)
    {
        var number = await SubmitAsync(job, ct);
        var pause = TimeSpan.FromSeconds(10);
        var state = new JobState("queued");
        while (Flow.Loop(state.Phase is "queued" or "running", max: 100))
        {
            await Flow.Delay(pause, ct);
            pause = TimeSpan.FromMinutes(Math.Min(2 * pause.TotalMinutes, 4));
            state = await AskAsync(number, ct);
        }
        if (state.Phase == "failed") throw Flow.Fail($"job {number} failed");
        return state.Result ?? "";
    }

    [Step]
    private Task<int> SubmitAsync(string job, CancellationToken ct = default) => Task.FromResult(system.Submit(job));

    [Step, Retry(MaxAttempts = 4, Delay = "1s", Jitter = false)]
    private Task<JobState> AskAsync(int number, CancellationToken ct = default) => Task.FromResult(system.Ask(number));
}
