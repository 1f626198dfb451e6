using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class BatchTests(ITestOutputHelper output)
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task Items_run_behind_those_they_depend_on_and_dependents_of_a_broken_one_are_skipped(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        Job[] jobs = [new("report", ["load", "clean"]), new("load", []), new("clean", ["load"]), new("mail", ["broken"]), new("broken", [], IsBroken: true)];

        var run = await host.Client.StartAsync(NightlyBatch.Start(jobs, 2), cancellationToken: s_none);
        var report = await run.ResultAsync(s_none);

        Assert.Equal(new(3, 1, 1, "report".Length + "load".Length + "clean".Length), report);
        var work = _ledger.Entries.Where(entry => entry.StartsWith("work", StringComparison.Ordinal)).ToList();
        Assert.True(work.IndexOf("work load") < work.IndexOf("work clean") && work.IndexOf("work clean") < work.IndexOf("work report"));
        Assert.Equal(2, work.Count(entry => entry == "work broken"));
        Assert.DoesNotContain("work mail", work);
        Assert.Equal("close", _ledger.Entries[^1]);
        var row = (await host.StepsOfAsync(run.RunId)).Single(step => step.Role == "fan-out");
        Assert.Equal(new FanOutCounts(5, 0, 3, 1, 1), row.Items);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task BUG_06_a_circle_is_refused_before_anything_runs_and_the_path_is_named(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(NightlyBatch.Start([new("a", ["c"]), new("b", ["a"]), new("c", ["b"])], 2));

        Assert.Equal((RunStatus.Failed, "The items depend on each other in a circle: a → c → b → a."), (run.Status, run.Error));
        Assert.Equal(["close"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task BUG_06_a_dependency_that_is_no_item_is_refused(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.RunAsync(NightlyBatch.Start([new("a", ["elsewhere"])], 2));

        Assert.Equal("Item 'a' depends on 'elsewhere', which is no item.", run.Error);
        Assert.Equal(["close"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task Halt_begins_no_further_item(StoreKind kind)
    {
        _ledger.Failing["work b"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var failed = await host.RunAsync(NightlyBatch.Start([new("a", []), new("b", []), new("c", [])], 1, OnItemFailure.Halt));

        Assert.Equal((RunStatus.Failed, "1 of 3 items failed; the first of them, 'b': cannot work b"), (failed.Status, failed.Error));
        Assert.Equal(["work a", "work b", "work b", "close"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task BUG_17_a_retry_runs_the_unfinished_items_only(StoreKind kind)
    {
        _ledger.FailingOnce["announce fix/T2"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(TicketSweep.Start(["T1", "T2", "T3"], "fix"), cancellationToken: s_none);
        Assert.Equal(RunStatus.Failed, (await host.EndOfAsync(run.RunId)).Status);

        await host.Client.RetryAsync(run.RunId, cancellationToken: s_none);
        var sweep = await run.ResultAsync(s_none);

        Assert.Equal(["fix/T1-rebased", "fix/T2-rebased", "fix/T3-rebased"], sweep.Merged);
        Assert.Equal(2, _ledger.Entries.Count(entry => entry == "announce fix/T2"));
        Assert.Equal(1, _ledger.Entries.Count(entry => entry == "announce fix/T1"));
        Assert.Equal(3, _ledger.Entries.Count(entry => entry.StartsWith("lint", StringComparison.Ordinal)));
    }

    [Theory, CombinatorialStores]
    public async Task An_empty_collection_is_over_at_once(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(NightlyBatch.Start([], 2), cancellationToken: s_none);

        Assert.Equal(new(0, 0, 0, 0), await run.ResultAsync(s_none));
    }

    [Theory, CombinatorialStores]
    public async Task BUG_07_a_cancel_skips_pending_items_cancels_running_ones_and_runs_the_finalizer(StoreKind kind)
    {
        _ledger.Hanging["work a"] = _ledger.Hanging["work b"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(NightlyBatch.Start([new("a", []), new("b", []), new("c", [])], 2), cancellationToken: s_none);
        await host.UntilAsync(run.RunId, _ => _ledger.Entries.Count == 2);

        await host.Client.CancelAsync(run.RunId, "power cut", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal((RunStatus.Cancelled, "power cut"), (ended.Status, ended.CancelRequest!.Reason));
        Assert.Contains("close", _ledger.Entries);
        Assert.DoesNotContain("work c", _ledger.Entries);
        var row = (await host.StepsOfAsync(run.RunId)).Single(step => step.Role == "fan-out");
        await host.UntilAsync(run.RunId, _ => host.Store.GetFanOutItemsAsync(row.Id).AsTask().Result.All(item => item.Status == FanOutItemStatus.Skipped));
    }

    [Theory, CombinatorialStores]
    public async Task Children_and_sub_flows_are_bodies_too_and_a_failure_holds_nobody_up(StoreKind kind)
    {
        _ledger.Failing["lint T2"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(TicketSweep.Start(["T1", "T2", "T3", "T4"], "fix"), cancellationToken: s_none);
        var sweep = await run.ResultAsync(s_none);

        Assert.Equal(["fix/T1-rebased", "fix/T3-rebased", "fix/T4-rebased"], sweep.Merged);
        Assert.Equal(["T2: cannot lint T2"], sweep.Failed);
        Assert.Equal(3, _ledger.Entries.Count(entry => entry.StartsWith("clean up", StringComparison.Ordinal)));
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task Items_spread_over_two_workers(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var first = await StartAsync(store, options => options.MaxConcurrentRuns = 4);
        await using var second = await StartAsync(store, options => options.MaxConcurrentRuns = 4);

        var run = await first.Client.StartAsync(NightlyBatch.Start([.. Enumerable.Range(0, 200).Select(i => new Job($"job{i:000}", []))], 8), cancellationToken: s_none);

        Assert.Equal(new(200, 0, 0, 1200), await run.ResultAsync(s_none));
        Assert.Equal(201, _ledger.Entries.Distinct().Count());
        Assert.Equal(201, _ledger.Entries.Count);
    }

    [Theory, CombinatorialStores]
    public async Task Ten_thousand_items_with_dependencies(StoreKind kind)
    {
        // Over a network an item takes much longer: a thousand there.
        var count = kind == StoreKind.SqlServer ? 1_000 : 10_000;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store, options => options.MaxConcurrentRuns = 64);
        var jobs = Enumerable.Range(0, count).Select(i => new Job($"job{i:00000}", i % 10 == 0 ? [] : [$"job{i - 1:00000}"])).ToArray();
        var begun = TimeProvider.System.GetTimestamp();

        var run = await host.Client.StartAsync(NightlyBatch.Start(jobs, 64), cancellationToken: s_none);
        var ended = await host.UntilAsync(run.RunId, static now => now.Status.IsTerminal(), TimeSpan.FromSeconds(240));

        output.WriteLine($"{kind}: {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");
        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.Equal(new(count, 0, 0, 8 * count), await run.ResultAsync(s_none));
        Assert.Equal(count + 1, _ledger.Entries.Count);
    }

    private async Task<EngineHost> StartAsync(TestStore store, Action<Hosting.RunkonFlowOptions>? configure = null)
        => await new EngineHost(
            builder =>
            {
                builder.Add(NightlyBatch.Registration);
                builder.Add(TicketSweep.Registration);
                builder.Add(LintFix.Registration);
                builder.Add(RebaseBranch.Registration);
                builder.Services.AddSingleton(_ledger);
            },
            store.Store, store.Time,
            options =>
            {
                Patient.Lease(options);
                configure?.Invoke(options);
            }).StartAsync();
}
