using System.Diagnostics;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>
/// <c>kill -9</c> at moments uniform between the first and the last commit of an undisturbed run, and again in a fresh process.
/// Every step body writes itself down with fsync outside the database, so what was executed twice is seen there.
/// </summary>
[Collection("real processes, one test at a time")]
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly string[] Settings = ["workflow=probe", "rounds=60", "ttl-ms=1000"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_run_goes_on_and_repeats_at_most_the_attempt_that_was_cut_off()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kill -9 and its hooks are tried on Linux.");
        var wanted = Setting.Of("RUNKONFLOW_KILLS", 12);
        var seed = Setting.Of("RUNKONFLOW_SEED", Random.Shared.Next());
        output.WriteLine($"seed {seed} (RUNKONFLOW_SEED), {wanted} kills (RUNKONFLOW_KILLS)");
        var random = new Random(seed);
        var undisturbed = await Undisturbed.RunAsync(Settings, Token);
        output.WriteLine($"undisturbed: {undisturbed.Span.TotalMilliseconds:F0} ms from the first to the last commit");

        var counts = new Dictionary<KillPlace, int> { [KillPlace.InStep] = 0, [KillPlace.InCommit] = 0, [KillPlace.Between] = 0 };
        var (inTransaction, repeated, missed, tooLate) = (0, 0, 0, 0);
        // More kills than wanted only where chance has not yet put a quarter of them into each of the two places.
        while (counts.Values.Sum() < wanted || counts[KillPlace.InStep] < wanted / 4 || counts[KillPlace.InCommit] < wanted / 4)
        {
            Assert.True(counts.Values.Sum() + tooLate < 4 * wanted, $"no quarter of the kills in each place: {Print(counts)}; {tooLate} too late");
            if (await KillOnceAsync(undisturbed, random.NextDouble() * undisturbed.Span) is not { } end)
            {
                tooLate++;
                continue;
            }

            counts[end.Place]++;
            repeated += end.Repeated;
            missed += end.MissedLeases;
            if (end.IsInTransaction) inTransaction++;
        }

        output.WriteLine($"{Print(counts)}; {inTransaction} with a transaction open; {repeated} attempts repeated; {missed} leases missed by a live process; {tooLate} moments after the run's end, drawn again");
    }

    private async Task<KillEnd?> KillOnceAsync(Undisturbed undisturbed, TimeSpan moment)
    {
        var folder = new WorkFolder();
        KillPlace place;
        bool isInTransaction;
        int claims;
        await using (var first = WorkerProcess.Start(folder.Path, "first", Settings))
        {
            Assert.True(await first.SaysAsync("committed", Token), first.Errors);
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < moment) Thread.SpinWait(100);
            if (first.HasExited)
            {
                folder.Delete();
                return null;
            }

            first.Kill();
            await first.ExitCodeAsync(Token);
            var trace = first.Trace.Read();
            place = TraceFile.OpenCommits(trace).Length > 0 ? KillPlace.InCommit
                : TraceFile.OpenSteps(trace).Length > 0 ? KillPlace.InStep
                : KillPlace.Between;
            isInTransaction = TraceFile.IsInTransaction(trace);
            claims = CountClaims(trace);
        }

        var completed = await CompletedAsync(folder.Path);
        await using (var second = WorkerProcess.Start(folder.Path, "second", Settings))
        {
            Assert.True(await second.SaysAsync("ended", Token), second.Errors);
            Assert.Equal(0, await second.ExitCodeAsync(Token));
            claims += CountClaims(second.Trace.Read());
        }

        var again = folder.Journal("second").Select(Operation.Of).Intersect(completed).ToArray();
        Assert.True(again.Length == 0, $"completed before the kill ({place}), executed again: {string.Join(", ", again)} in {folder.Path}");
        var repeated = undisturbed.CountRepeated(folder.Journal("first").Concat(folder.Journal("second")));
        // The kill is one loss of the run. On a machine so busy that a process misses its own lease there are more, without a kill.
        var losses = claims - 1;
        Assert.True(repeated <= losses, $"{repeated} attempts repeated by {losses} losses, one of them a kill ({place}), in {folder.Path}");
        Assert.Equal(undisturbed.Report, folder.Report(0));
        await EndedOnceAsync(folder.Path);
        folder.Delete();
        // No loss at all: the kill came when the run's last commit was already made.
        return new(place, isInTransaction, repeated, Math.Max(0, losses - 1));
    }

    private static int CountClaims(TraceLine[] trace) => trace.Count(line => line.Kind == "claimed");

    // What the database held as completed when the process died.
    private static async Task<HashSet<Operation>> CompletedAsync(string folder)
    {
        await using var reader = await StoreReader.OpenAsync(folder, Token);
        HashSet<Operation> completed = [];
        foreach (var run in await reader.RunsAsync(Token))
            foreach (var row in await reader.Store.GetStepsAsync(run.Id, Token))
                if (row.Status == StepStatus.Completed) completed.Add(new(row.NodeId, row.Path.ToString()));
        return completed;
    }

    private static async Task EndedOnceAsync(string folder)
    {
        await using var reader = await StoreReader.OpenAsync(folder, Token);
        var run = Assert.Single(await reader.RunsAsync(Token));
        Assert.Equal(RunStatus.Completed, run.Status);
        var rows = await reader.Store.GetStepsAsync(run.Id, Token);
        Assert.All(
            rows.GroupBy(row => new Operation(row.NodeId, row.Path.ToString())),
            operation => Assert.Single(operation, row => row.Status == StepStatus.Completed));
    }

    private static string Print(Dictionary<KillPlace, int> counts)
        => $"{counts[KillPlace.InStep]} kills inside a running step, {counts[KillPlace.InCommit]} inside a commit, {counts[KillPlace.Between]} between";

    private enum KillPlace
    {
        Between,
        InStep,
        InCommit,
    }

    private sealed record KillEnd(KillPlace Place, bool IsInTransaction, int Repeated, int MissedLeases);
}
