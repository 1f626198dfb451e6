using RunkonFlow.Typed;

namespace CrashWorker;

/// <summary>Steps that write down each of their executions, outside the database, before they do anything else.</summary>
public sealed class ProbeSteps(Trace trace, Journal journal, WorkerSettings settings)
{
    [Step("open")]
    public Task<long> OpenAsync(CancellationToken ct = default, StepContext step = default)
        => ExecuteAsync(step, () => 17L, ct);

    [Step("work"), Retry(MaxAttempts = 3, Delay = "10ms")]
    public Task<long> WorkAsync(int round, CancellationToken ct = default, StepContext step = default)
        => ExecuteAsync(step, () => (round * 7919L) % 1009, ct);

    [Step("flaky"), Retry(MaxAttempts = 4, Delay = "10ms", Jitter = false)]
    public Task<bool> FlakyAsync(long sum, CancellationToken ct = default, StepContext step = default)
        => ExecuteAsync(step, () => step.Attempt > 1 ? sum % 2 == 0 : throw new IOException("the first attempt fails"), ct);

    [Step("report", Commits = true)]
    public Task<string> ReportAsync(string report, string text, CancellationToken ct = default, StepContext step = default)
        => ExecuteAsync(
            step,
            () =>
            {
                File.WriteAllText($"{report}.draft", text);
                File.Move($"{report}.draft", report, overwrite: true);
                return text;
            },
            ct);

    [Step("close")]
    public Task<bool> CloseAsync(CancellationToken ct = default, StepContext step = default) => ExecuteAsync(step, () => true, ct);

    private async Task<T> ExecuteAsync<T>(StepContext step, Func<T> work, CancellationToken ct)
    {
        if (!settings.HasJournal) return work();
        var execution = $"{step.RunId} {step.StepId} {(step.Path.Depth == 0 ? "-" : step.Path.ToString())} {step.Attempt}";
        trace.Write($"step-begin {execution}");
        try
        {
            journal.Append(execution);
            if (settings.BodyTime > TimeSpan.Zero) await Task.Delay(settings.BodyTime, ct);
            return work();
        }
        finally
        {
            trace.Write($"step-end {execution}");
        }
    }
}
