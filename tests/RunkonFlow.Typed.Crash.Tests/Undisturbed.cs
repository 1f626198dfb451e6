using System.Diagnostics;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>What a run does when nobody disturbs it: the measure for those that are killed.</summary>
internal sealed class Undisturbed
{
    private readonly Dictionary<Operation, int> _executions;

    private Undisturbed(TimeSpan span, string report, Dictionary<Operation, int> executions)
        => (Span, Report, _executions) = (span, report, executions);

    /// <summary>From the first commit's end to the last one's.</summary>
    public TimeSpan Span { get; }

    /// <summary>The report that the run writes.</summary>
    public string Report { get; }

    /// <summary>The run of median length out of three: the machine may be busy with something else now and then.</summary>
    public static async Task<Undisturbed> RunAsync(string[] settings, CancellationToken ct)
    {
        List<Undisturbed> runs = [];
        while (runs.Count < 3) runs.Add(await RunOnceAsync(settings, ct));
        return runs.OrderBy(run => run.Span).ElementAt(1);
    }

    /// <summary>
    /// How many executions a run has that this one has not. Fewer are none: an attempt that fails by plan may have been the one
    /// that was cut off.
    /// </summary>
    public int CountRepeated(IEnumerable<string> journal)
        => journal.CountBy(Operation.Of).Sum(pair => Math.Max(0, pair.Value - _executions[pair.Key]));

    private static async Task<Undisturbed> RunOnceAsync(string[] settings, CancellationToken ct)
    {
        var folder = new WorkFolder();
        await using var worker = WorkerProcess.Start(folder.Path, "alone", settings);
        Assert.True(await worker.SaysAsync("ended", ct), worker.Errors);
        Assert.Equal(0, await worker.ExitCodeAsync(ct));
        long[] commits = [.. worker.Trace.Read().Where(line => line.Kind == "commit-end").Select(line => line.Ticks)];
        var executions = folder.Journal("alone").CountBy(Operation.Of).ToDictionary();
        var undisturbed = new Undisturbed(Stopwatch.GetElapsedTime(commits[0], commits[^1]), folder.Report(0), executions);
        folder.Delete();
        return undisturbed;
    }
}
