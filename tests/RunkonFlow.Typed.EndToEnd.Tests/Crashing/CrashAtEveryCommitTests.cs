using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd.Crashing;

/// <summary>
/// Each commit of each workflow's trace: the process dies before it, and after it with its reply lost; another process takes
/// over. The outcome is that of the undisturbed run, and no step is run again whose end was committed.
/// </summary>
public sealed class CrashAtEveryCommitTests(ITestOutputHelper output)
{
    public static TheoryData<string, StoreKind> Cases
        => new(Scenario.All.SelectMany(scenario => Enum.GetValues<StoreKind>().Select(kind => (scenario.Name, kind))));

    [Theory, MemberData(nameof(Cases))]
    public async Task The_outcome_is_that_of_the_undisturbed_run(string name, StoreKind kind)
    {
        var scenario = Scenario.All.Single(one => one.Name == name);
        var undisturbed = await RunAsync(scenario, kind, diesAt: 0, afterwards: false);
        var commits = undisturbed.Commits;
        Assert.True(commits >= 3, $"Only {commits} commits: the trace is too short to prove anything.");

        for (var diesAt = 1; diesAt <= commits; diesAt++)
        {
            foreach (var afterwards in new[] { false, true })
            {
                var trace = await RunAsync(scenario, kind, diesAt, afterwards);
                var where = $"{(afterwards ? "behind" : "before")} commit {diesAt}";
                Assert.True(undisturbed.Outcome == trace.Outcome, $"Crash {where}: {trace.Outcome} instead of {undisturbed.Outcome}");
                var repeated = trace.RepeatedOver(undisturbed);
                Assert.True(repeated.Count <= trace.UnderWay, $"Crash {where}: {trace.UnderWay} steps were under way, repeated were {string.Join(", ", repeated)}");
            }
        }
        output.WriteLine($"{name} on {kind}: {2 * commits} crashes at {commits} commits; {undisturbed.Outcome}");
    }

    private static async Task<Trace> RunAsync(Scenario scenario, StoreKind kind, int diesAt, bool afterwards)
    {
        var ledger = new Ledger();
        scenario.Prepare?.Invoke(ledger);
        await using var store = new TestStore(kind);
        var dying = new DyingPersistence(store.Store, diesAt, afterwards);
        await using var first = Host(scenario, ledger, dying, store);
        var run = await scenario.Start(first.Client);
        await first.StartAsync();
        await DriveAsync(scenario, first, run, dying.Died);
        if (!dying.Died.IsCompleted) return new(await OutcomeOfAsync(store.Store, run), dying.Commits, ledger.Entries, 0);

        var underWay = await UnderWayAsync(store.Store, run);
        // What a recovery does once the lease is over.
        await store.Store.RetireWorkerAsync(dying.Worker!);
        await using var second = Host(scenario, ledger, store.Store, store);
        await second.StartAsync();
        await DriveAsync(scenario, second, run, new TaskCompletionSource().Task);
        return new(await OutcomeOfAsync(store.Store, run), dying.Commits, ledger.Entries, underWay);
    }

    private static async Task DriveAsync(Scenario scenario, EngineHost host, RunId run, Task died)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!died.IsCompleted)
        {
            var now = (await host.Store.GetRunAsync(run, TestContext.Current.CancellationToken))!;
            if (now.Status.IsTerminal()) return;
            await scenario.React(host, now);
            if (TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(90))
                Assert.Fail($"{scenario} does not end: {now}\n{string.Join('\n', await host.StepsOfAsync(run))}");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Steps whose end was not committed when the process died: those that the store shows as running, but at least one.</summary>
    private static async Task<int> UnderWayAsync(IWorkflowPersistence store, RunId run)
    {
        var running = 0;
        var open = new Queue<RunId>([run]);
        while (open.TryDequeue(out var one))
        {
            running += (await store.GetStepsAsync(one)).Count(row => row is { Status: StepStatus.Running, Role: "step" });
            var children = await store.ListRunsAsync(new() { Parent = one, IncludeEnded = true, IncludeItemRuns = true });
            foreach (var child in children.Runs)
            {
                // The first step of a claimed run needs no row before it ends.
                if (child.Status == RunStatus.Running) running++;
                open.Enqueue(child.Id);
            }
        }
        return Math.Max(1, running);
    }

    private static async Task<string> OutcomeOfAsync(IWorkflowPersistence store, RunId run)
    {
        var ended = (await store.GetRunAsync(run))!;
        var rows = (await store.GetStepsAsync(run)).Where(row => row.Status == StepStatus.Completed).Select(row => $"{row.NodeId}[{row.Path}]").Order();
        return $"{ended.Status} {Encoding.UTF8.GetString(ended.Output.Span)} {ended.Error} {string.Join(' ', rows)}";
    }

    private static EngineHost Host(Scenario scenario, Ledger ledger, IWorkflowPersistence seen, TestStore store)
        => new(
            builder =>
            {
                foreach (var workflow in scenario.Workflows) builder.Add(workflow);
                builder.Services.AddSingleton(ledger);
            },
            seen, store.Time, options => options.LeaseTimeToLive = TimeSpan.FromMinutes(30));

    /// <summary>What a run came to, and what it did on the way.</summary>
    private sealed record Trace(string Outcome, int Commits, IReadOnlyList<string> Entries, int UnderWay)
    {
        public IReadOnlyList<string> RepeatedOver(Trace other)
        {
            var rest = Entries.ToList();
            foreach (var entry in other.Entries) Assert.True(rest.Remove(entry), $"'{entry}' was never done.");
            return rest;
        }
    }
}
