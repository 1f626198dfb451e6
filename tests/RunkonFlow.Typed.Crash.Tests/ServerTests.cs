using System.Diagnostics;
using System.Globalization;
using CrashWorker;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Tests;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>
/// Four processes share the runs of one SQL Server; at random moments each of them is killed and started anew, or stands still
/// for up to three times its lease and goes on.
/// </summary>
[Collection("real processes, one test at a time")]
public sealed class ServerTests(ITestOutputHelper output)
{
    private const int Workers = 4;
    private const int Rounds = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_run_ends_once_and_no_stale_owner_writes()
    {
        TestDatabase.Required();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGSTOP is tried on Linux.");
        var runs = Setting.Of("RUNKONFLOW_SERVER_RUNS", 60);
        var disturbed = TimeSpan.FromSeconds(Setting.Of("RUNKONFLOW_SERVER_SECONDS", 20));
        var seed = Setting.Of("RUNKONFLOW_SEED", Random.Shared.Next());
        output.WriteLine($"seed {seed} (RUNKONFLOW_SEED), {runs} runs of {Rounds} steps (RUNKONFLOW_SERVER_RUNS), disturbed for {disturbed.TotalSeconds} s (RUNKONFLOW_SERVER_SECONDS)");
        await using var database = await ServerDatabase.CreateAsync(Token);
        var started = await StartRunsAsync(database, runs);

        var folder = new WorkFolder();
        await using var crew = new Crew(folder.Path, database, Workers, bodyMilliseconds: 300, concurrency: Math.Min(runs, 128));
        await crew.DisturbAsync(disturbed, new Random(seed), Token);
        await AllEndedAsync(database, runs);

        output.WriteLine($"{crew.Kills} kills, {crew.Freezes} freezes");
        var trace = crew.Traces.SelectMany(one => one.Read()).ToArray();
        NoStaleWriteIsAccepted(trace);
        await EveryRunEndedOnceAsync(database, started, crew.Journal());
        folder.Delete();
    }

    private static async Task<RunId[]> StartRunsAsync(ServerDatabase database, int runs)
    {
        var client = database.Services.GetRequiredService<IWorkflowClient>();
        var ids = new RunId[runs];
        for (var number = 0; number < runs; number++)
            ids[number] = (await client.StartAsync(PlainSteps.Start(Rounds), new() { Key = $"plain-{number}" }, Token)).RunId;
        return ids;
    }

    private static async Task AllEndedAsync(ServerDatabase database, int runs)
    {
        var patience = Stopwatch.StartNew();
        while ((await database.RunsAsync(Token)).Count(run => run.Status.IsTerminal()) < runs)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(5), "the runs do not end");
            await Task.Delay(500, Token);
        }
    }

    /// <summary>No commit that was begun after somebody else had been handed its run was accepted. Counts what was refused, so that it shows.</summary>
    private void NoStaleWriteIsAccepted(TraceLine[] trace)
    {
        var claims = trace.Where(line => line.Kind == "claimed").ToLookup(line => line.Fields[0], line => (Generation: Number(line.Fields[1]), line.Ticks));
        var begun = trace.Where(line => line.Kind == "commit-begin").ToDictionary(line => (line.Worker, line.Fields[0]), line => line.Ticks);
        var ends = trace.Where(line => line.Kind == "commit-end").ToArray();
        var stale = ends.Where(line => line.Fields[4] is "Applied" or "AlreadyApplied" && claims[line.Fields[1]].Any(
            claim => claim.Generation > Number(line.Fields[2]) && claim.Ticks < begun[(line.Worker, line.Fields[0])]));

        Assert.Empty(stale.Select(line => line.Rest));
        var takeovers = claims.Sum(run => run.Count(claim => claim.Generation > 1));
        output.WriteLine($"{takeovers} takeovers, {ends.Count(line => line.Fields[4] == "Fenced")} stale writes refused, {ends.Length} commits answered");
        Assert.True(takeovers > 0, "nobody took over a run");
    }

    private static async Task EveryRunEndedOnceAsync(ServerDatabase database, RunId[] started, string[] journal)
    {
        var executions = journal.CountBy(line => string.Join(' ', line.Split(' ')[..3])).ToDictionary();
        foreach (var id in started)
        {
            var run = (await database.Store.GetRunAsync(id, Token))!;
            Assert.Equal(RunStatus.Completed, run.Status);
            var events = await database.Store.GetEventsAsync(id, cancellationToken: Token);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(one => one.Number));
            Assert.Single(events, one => one.Kind == "run-completed");
            var rows = await database.Store.GetStepsAsync(id, Token);
            var completed = rows.Where(row => row.Status == StepStatus.Completed).Select(row => row.Path.ToString());
            Assert.Equal(Enumerable.Range(0, Rounds).Select(round => round.ToString(CultureInfo.InvariantCulture)).Order(), completed.Order());
            // An operation is executed again only by the owner after one that was lost in it.
            foreach (var row in rows.Where(row => row.Status == StepStatus.Completed))
                Assert.InRange(executions[$"{id} {row.NodeId} {row.Path}"], 1, run.Generation);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
