using RunkonFlow.Typed;

namespace RepoReview;

/// <summary>
/// The workflow. Every awaited call is a durable step: once it has completed it is never run again, however often the process
/// is killed. What stands between the calls is ordinary C#.
/// </summary>
[Workflow("repo-review", Title = "Review of a git repository")]
public sealed partial class RepositoryReview(GitRepository git, ReportFile report)
{
    [Flow]
    public async Task<string> RunAsync(ReviewRequest request, CancellationToken ct = default)
    {
        await report.OpenDraftAsync(ct);
        try
        {
            var commit = await git.ReadCommitAsync(request.Repository, request.Commit, ct);
            var history = await git.ReadHistoryAsync(request.Repository, commit.Hash, ct);
            var files = await git.CountFilesAsync(request.Repository, commit.Hash, ct);

            // A loop with steps in it is bounded, and fails by name when it stands still.
            var measured = Measurement.None;
            var filesPerChunk = Math.Clamp(files / 50, 50, 2_000);
            while (Flow.Loop(measured.Files < files, max: 100_000, stuckAfter: 2, progress: measured.Files))
            {
                var chunk = await git.MeasureAsync(request.Repository, commit.Hash, measured.Files, filesPerChunk, ct);
                measured = measured.Plus(chunk);
            }

            // A durable timer: the run holds no thread while it waits, and a restart does not begin it anew.
            await Flow.Delay(TimeSpan.FromSeconds(1), ct);

            // Fails on purpose, once or twice by its seed, and is tried again as its policy says.
            var check = await SpotCheckAsync(request.Repository, commit.Hash, files, ct);

            var markdown = Report.Write(request, commit, history, measured, check);
            return await report.PublishAsync(markdown, ct);
        }
        finally
        {
            // After success, failure and cancellation alike: no draft stays behind.
            await report.RemoveDraftAsync(ct);
        }
    }

    [Step(Timeout = "1m"), Retry(MaxAttempts = 4, Delay = "300ms", Backoff = Backoff.Linear, Jitter = false)]
    private async Task<SpotCheck?> SpotCheckAsync(
        string repository, string commit, int files, CancellationToken ct = default, StepContext step = default)
    {
        var seed = Convert.ToInt32(commit[..6], 16);
        var failures = 1 + (seed % 2);
        if (step.Attempt <= failures) throw new IOException($"attempt {step.Attempt} fails, as the seed {seed} wants it");

        return files == 0 ? null : await git.ReadWholeFileAsync(repository, commit, seed % files, ct);
    }
}
