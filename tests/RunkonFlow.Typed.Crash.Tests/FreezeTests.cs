using System.Diagnostics;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>Two processes on one file, one of which stands still for three times its lease (SIGSTOP) and then goes on or dies.</summary>
[Collection("real processes, one test at a time")]
public sealed class FreezeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frozen_process_loses_its_runs_writes_nothing_more_and_every_run_ends_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGSTOP and its hooks are tried on Linux.");
        var runs = Setting.Of("RUNKONFLOW_FREEZE_RUNS", 60);
        var pairs = Setting.Of("RUNKONFLOW_FREEZE_PAIRS", 1);
        var seed = Setting.Of("RUNKONFLOW_SEED", Random.Shared.Next());
        output.WriteLine($"seed {seed} (RUNKONFLOW_SEED), {runs} runs of 10 steps (RUNKONFLOW_FREEZE_RUNS), {pairs} freezes of each kind (RUNKONFLOW_FREEZE_PAIRS)");
        var random = new Random(seed);
        var folder = new WorkFolder();
        // Long enough bodies that runs are under way through all the freezes.
        var body = 2000 * pairs;
        string[] settings = ["workflow=plain", $"runs={runs}", "rounds=10", $"body-ms={body}", "ttl-ms=2000", "concurrency=600"];

        // Both at once, so that both own runs from the start.
        await using var one = WorkerProcess.Start(folder.Path, "one", settings);
        await using var two = WorkerProcess.Start(folder.Path, "two", settings);
        Assert.True(await one.SaysAsync("started", Token), one.Errors);
        Assert.True(await two.SaysAsync("started", Token), two.Errors);

        // It is always the one with more runs that is disturbed.
        for (var pair = 0; pair < pairs; pair++)
        {
            var (owner, other) = await OwnerAsync(folder.Path, one, two);
            await FreezeBetweenAsync(folder.Path, owner, other, random);
            (owner, other) = await OwnerAsync(folder.Path, one, two);
            await FreezeInsideAsync(folder.Path, owner, other, random);
        }

        var (killed, survivor) = await OwnerAsync(folder.Path, one, two);
        await KillInsideAsync(folder.Path, killed, random);

        Assert.True(await survivor.SaysAsync("ended", Token), survivor.Errors);
        Assert.Equal(0, await survivor.ExitCodeAsync(Token));
        await EveryRunEndedOnceAsync(folder.Path, runs);
        folder.Delete();
    }

    private static async Task<(WorkerProcess Owner, WorkerProcess Other)> OwnerAsync(string folder, WorkerProcess one, WorkerProcess two)
        => (await HeldAsync(folder, one)).Count >= (await HeldAsync(folder, two)).Count ? (one, two) : (two, one);

    // The runs that the database says are owned under a generation that the process claimed.
    private static async Task<Dictionary<string, WorkflowRun>> HeldAsync(string folder, WorkerProcess process)
    {
        await using var reader = await StoreReader.OpenAsync(folder, Token);
        var claims = process.Trace.Read()
            .Where(line => line.Kind == "claimed")
            .Select(line => (line.Fields[0], Number(line.Fields[1])))
            .ToHashSet();
        return (await reader.RunsAsync(Token))
            .Where(run => run.Owner is not null && !run.Status.IsTerminal() && claims.Contains((run.Id.ToString(), run.Generation)))
            .ToDictionary(run => run.Id.ToString());
    }

    private async Task FreezeBetweenAsync(string folder, WorkerProcess victim, WorkerProcess other, Random random)
    {
        await StandStillAsync(folder, victim, inside: false, random);
        var frozenAt = Stopwatch.GetTimestamp();
        var held = await HeldAsync(folder, victim);
        Assert.NotEmpty(held);

        await Task.Delay(Freeze - Stopwatch.GetElapsedTime(frozenAt), Token);
        var taken = other.Trace.Read()
            .Where(line => line.Kind == "claimed" && held.TryGetValue(line.Fields[0], out var run) && Number(line.Fields[1]) > run.Generation)
            .GroupBy(line => line.Fields[0])
            .ToDictionary(claim => claim.Key, claim => Stopwatch.GetElapsedTime(frozenAt, claim.First().Ticks));
        var thawnAt = Stopwatch.GetTimestamp();
        victim.Thaw();

        Assert.Equal(held.Keys.Order(), taken.Keys.Order());
        Assert.All(taken.Values, time => Assert.True(time <= TimeToLive + TimeSpan.FromSeconds(2), $"taken over after {time}"));
        output.WriteLine($"frozen between transactions: {held.Count} runs taken over after {taken.Values.Max().TotalSeconds:F2} s at the latest");

        await Task.Delay(TimeToLive, Token);
        // What was sent before the freeze may have been applied before it too; its sequence tells.
        var accepted = victim.Trace.Read().Where(line =>
            line.Kind == "commit-end" && line.Ticks >= thawnAt && line.Fields[4] is "Applied" or "AlreadyApplied"
            && held.TryGetValue(line.Fields[1], out var run) && Number(line.Fields[2]) == run.Generation && Number(line.Fields[3]) >= run.Sequence);
        Assert.Empty(accepted.Select(line => line.Rest));
    }

    private async Task FreezeInsideAsync(string folder, WorkerProcess victim, WorkerProcess other, Random random)
    {
        await StandStillAsync(folder, victim, inside: true, random);
        var frozenAt = Stopwatch.GetTimestamp();
        await Task.Delay(Freeze, Token);
        var thawnAt = Stopwatch.GetTimestamp();
        victim.Thaw();
        await Task.Delay(TimeToLive, Token);

        Assert.False(other.HasExited, other.Errors);
        var trace = other.Trace.Read();
        Assert.DoesNotContain(
            trace, line => line.Ticks > frozenAt && line.Ticks < thawnAt && (line.Kind == "claimed" || (line.Kind == "commit-end" && line.Fields[4] == "Applied")));
        var wrote = victim.Trace.Read().Concat(trace)
            .Count(line => line.Kind == "commit-end" && line.Ticks > thawnAt && line.Fields[4] == "Applied");
        output.WriteLine($"frozen inside a transaction: nobody wrote meanwhile, {wrote} commits in the {TimeToLive.TotalSeconds} s after the thaw");
        Assert.True(wrote > 0, "nobody went on");
    }

    private async Task KillInsideAsync(string folder, WorkerProcess victim, Random random)
    {
        await StandStillAsync(folder, victim, inside: true, random);
        victim.Kill();
        output.WriteLine("killed inside a transaction");
    }

    // Stops the process again and again until it stands in the wanted place; a stop of a few milliseconds does no harm.
    private static async Task StandStillAsync(string folder, WorkerProcess victim, bool inside, Random random)
    {
        using var writeLock = new WriteLock(folder);
        for (var tries = 0; tries < 3000; tries++)
        {
            Assert.False(victim.HasExited, victim.Errors);
            victim.Freeze();
            if (await writeLock.IsHeldAsync(Token) == inside) return;
            victim.Thaw();
            await Task.Delay(random.Next(1, 20), Token);
        }

        Assert.Fail($"the process never stood {(inside ? "inside" : "outside")} a transaction");
    }

    private static async Task EveryRunEndedOnceAsync(string folder, int count)
    {
        await using var reader = await StoreReader.OpenAsync(folder, Token);
        var runs = await reader.RunsAsync(Token);
        Assert.Equal(count, runs.Count);
        foreach (var run in runs)
        {
            Assert.Equal(RunStatus.Completed, run.Status);
            Assert.Single(await reader.Store.GetEventsAsync(run.Id, cancellationToken: Token), happened => happened.Kind == "run-completed");
            var rows = await reader.Store.GetStepsAsync(run.Id, Token);
            Assert.Equal(10, rows.Count(row => row.Status == StepStatus.Completed));
        }
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
