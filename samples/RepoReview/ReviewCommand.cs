using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;

namespace RepoReview;

/// <summary>Starts a review, or finds the one that was started before, and sees it through.</summary>
internal sealed class ReviewCommand(IWorkflowClient client, ReviewProgress progress, ReportFile report)
{
    public async Task RunAsync(ReviewRequest request, bool again, CancellationToken ct)
    {
        var (handle, run) = await StartOrFindAsync(request, again, ct);
        if (run.Status == RunStatus.Completed)
        {
            Console.WriteLine($"This commit was reviewed before, by run {run.Id}; --again reviews it anew.");
        }
        else
        {
            var seen = await client.GetEventsAsync(run.Id, cancellationToken: ct);
            var done = seen.Count(happened => happened.Kind == "step-completed");
            Console.WriteLine(done == 0 ? $"Run {run.Id} begins." : $"Run {run.Id} goes on; {done} steps were done before.");
            await progress.FollowAsync(run.Id, seen is [.., var last] ? last.Number : 0, ct);
        }

        var markdown = await handle.ResultAsync(ct);
        await report.RestoreAsync(markdown, ct);
        Console.WriteLine();
        Console.WriteLine(markdown);
        Console.WriteLine($"Written to {report.Path}");
    }

    // The key makes the start idempotent: the same commit of the same repository is the same run. A new round begins after a
    // run that failed, or when the user wants one.
    private async Task<(RunHandle<string> Handle, WorkflowRun Run)> StartOrFindAsync(ReviewRequest request, bool again, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            var key = $"{request.Repository}@{request.Commit}#{round}";
            var handle = await client.StartAsync(RepositoryReview.Start(request), new StartOptions { Key = key }, ct);
            var run = await client.GetAsync(handle.RunId, ct)
                ?? throw new Problem($"Run {handle.RunId} vanished from runkonflow.db.");
            var isOver = run.Status is RunStatus.Failed or RunStatus.Cancelled
                || (again && run.Status is RunStatus.Completed or RunStatus.Suspended or RunStatus.Incompatible);
            if (!isOver) return (handle, run);
        }
    }
}
