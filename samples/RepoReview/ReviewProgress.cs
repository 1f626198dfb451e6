using RunkonFlow.Typed;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;
using Spectre.Console;

namespace RepoReview;

/// <summary>Shows a run's events as they happen: live on a terminal, line by line into a file or pipe.</summary>
internal sealed class ReviewProgress(IWorkflowClient client)
{
    /// <summary>Follows a run until it ends.</summary>
    /// <exception cref="Problem">The run will not end by itself.</exception>
    public async Task FollowAsync(RunId run, long after, CancellationToken ct)
    {
        if (Console.IsOutputRedirected)
            await foreach (var happened in EventsAsync(run, after, ct)) Console.WriteLine(Describe(happened));
        else
            await AnsiConsole.Status().StartAsync("starting", status => FollowLiveAsync(status, run, after, ct));
    }

    private async Task FollowLiveAsync(StatusContext status, RunId run, long after, CancellationToken ct)
    {
        await foreach (var happened in EventsAsync(run, after, ct))
        {
            var text = Markup.Escape(Describe(happened));
            switch (happened.Kind)
            {
                case "step-completed":
                    AnsiConsole.MarkupLine($"[green]✓[/] {text}");
                    break;
                case "step-failed" or "step-timed-out" or "run-failed":
                    AnsiConsole.MarkupLine($"[red]✗[/] {text}");
                    break;
                default:
                    status.Status(text);
                    break;
            }
        }
    }

    private async IAsyncEnumerable<RunEvent> EventsAsync(
        RunId run, long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var happened in client.WatchAsync(run, after, ct))
        {
            yield return happened;
            if (happened.Kind is "run-suspended" or "run-incompatible")
                throw new Problem($"The review stands still ({happened.Kind}); start it anew with --again.");
        }
    }

    private static string Describe(RunEvent happened)
    {
        var where = string.IsNullOrEmpty(happened.Path) ? happened.NodeId : $"{happened.NodeId} {happened.Path}";
        var attempt = happened.Attempt > 1 ? $", attempt {happened.Attempt}" : "";
        var detail = string.IsNullOrEmpty(happened.Detail) ? "" : $": {happened.Detail}";
        return where is null ? $"{happened.Kind}{detail}" : $"{happened.Kind} {where}{attempt}{detail}";
    }
}
