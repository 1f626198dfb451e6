using System.Diagnostics;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>Two processes that commit as fast as they can on one file.</summary>
[Collection("real processes, one test at a time")]
public sealed class FairnessTests(ITestOutputHelper output)
{
    // In the short form other test projects share the machine, so its lease is longer.
    private static readonly int TimeToLive = Setting.Of("RUNKONFLOW_FAIRNESS_TTL_MS", 8000);
    private static readonly string[] Settings =
        ["workflow=plain", "runs=64", "rounds=9000000", "concurrency=32", "journal=0", $"ttl-ms={TimeToLive}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_gets_a_quarter_of_the_commits_and_none_waits_for_a_quarter_of_its_lease()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The clock that both traces share is tried on Linux.");
        var seconds = Setting.Of("RUNKONFLOW_FAIRNESS_SECONDS", 6);
        var folder = new WorkFolder();
        TraceLine[][] traces;
        long from, to;
        await using (var one = WorkerProcess.Start(folder.Path, "one", Settings))
        await using (var two = WorkerProcess.Start(folder.Path, "two", Settings))
        {
            Assert.True(await one.SaysAsync("started", Token), one.Errors);
            Assert.True(await two.SaysAsync("started", Token), two.Errors);
            // Both have claimed their share and are warm when the measured time begins.
            await Task.Delay(TimeSpan.FromSeconds(2), Token);
            from = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(seconds), Token);
            to = Stopwatch.GetTimestamp();
            one.Kill();
            two.Kill();
            traces = [one.Trace.Read(), two.Trace.Read()];
        }

        var commits = traces.Select(trace => Commits(trace, from, to)).ToArray();
        var total = commits.Sum(list => list.Count);
        foreach (var list in commits)
        {
            var longest = list.Max();
            output.WriteLine($"{list.Count} of {total} commits ({100.0 * list.Count / total:F0} %), the longest took {longest.TotalMilliseconds:F0} ms");
            Assert.True(list.Count >= total / 4, $"{list.Count} of {total} commits is less than a quarter");
            Assert.True(longest < TimeSpan.FromMilliseconds(TimeToLive / 4), $"a commit took {longest}");
        }

        folder.Delete();
    }

    private static List<TimeSpan> Commits(TraceLine[] trace, long from, long to)
    {
        var begun = new Dictionary<string, long>();
        List<TimeSpan> waits = [];
        foreach (var line in trace)
        {
            if (line.Kind == "commit-begin") begun[line.Fields[0]] = line.Ticks;
            if (line.Kind == "commit-end" && line.Ticks >= from && line.Ticks <= to)
                waits.Add(Stopwatch.GetElapsedTime(begun[line.Fields[0]], line.Ticks));
        }

        return waits;
    }
}
