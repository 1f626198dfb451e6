using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private static readonly StepRef s_each = new("each", default, 1);

    private uint _itemRuns;

    // Runs that are due at one moment are claimed in the order of their ids.
    private FanOutItemStart Start(string key, params int[] dependsOn)
        => new(key, new((RunId.New(Time).Value >> 80 << 80) | ++_itemRuns), Utf8($"\"{key}\""), default, dependsOn);

    private static FanOutStart FanOut(
        IReadOnlyList<FanOutItemStart> items, int maxParallel = 0, OnItemFailure onFailure = OnItemFailure.Continue, int attempt = 1, int previous = 0) => new()
        {
            NodeId = "each",
            Path = default,
            Attempt = attempt,
            PreviousAttempt = previous,
            MaxParallel = maxParallel,
            OnFailure = onFailure,
            WorkflowName = "piece",
            WorkflowVersion = 1,
            WorkflowTitle = "Piece",
            ItemNode = "each",
            Items = items,
        };

    /// <summary>A run that has begun a fan-out and is parked for it.</summary>
    private async Task<ClaimedRun> FannedOutAsync(FanOutStart fanOut, NewRun? run = null)
    {
        var parent = await ClaimedAsync(run);
        var commit = After(parent, RunStatus.Waiting);
        commit.Releases = true;
        commit.Steps.Add(Waiting("each", "fan-out", fanOut.Attempt));
        commit.FanOuts.Add(fanOut);
        await AppliedAsync(commit);
        parent.Sequence++;
        return parent;
    }

    private Task<List<ClaimedRun>> ClaimItemsAsync(int max = 100) => ClaimAsync(Asking(max: max, workflows: "piece"));

    /// <summary>Claims every item's run that is due; gives them by key.</summary>
    private async Task<Dictionary<string, ClaimedRun>> RunningAsync()
        => (await ClaimItemsAsync()).ToDictionary(run => Text(run.Input).Trim('"'));

    private async Task EndAsync(ClaimedRun run, RunStatus status, string? output = null, string? error = null)
    {
        if (status == RunStatus.Cancelled)
        {
            await AppliedAsync(After(run, RunStatus.Cancelling));
            run.Sequence++;
        }
        var commit = After(run, status);
        (commit.Output, commit.Error) = (output is null ? default : Utf8(output), error);
        await AppliedAsync(commit);
    }

    private async Task<FanOutCounts> CountsAsync(RunId id, int attempt = 1)
        => (await Store.GetStepsAsync(id)).Single(step => step.NodeId == "each" && step.Attempt == attempt).Items!.Value;

    private async Task<string> OutcomesAsync(RunId id, int attempt = 1)
        => string.Join(' ', (await Store.GetOutcomesAsync(id, s_each with { Attempt = attempt })).Select(one => $"{one.Key}:{one.Status.ToText()}"));

    [Fact]
    public async Task A_fan_out_begins_runs_of_its_items_in_order_as_many_as_may_run()
    {
        var parent = await FannedOutAsync(
            FanOut([Start("a"), Start("b"), Start("c")], maxParallel: 2), NewRun() with { DryRun = true, Queue = "default", Priority = 4, TraceParent = "00-1" });

        Assert.Equal(new FanOutCounts(3, 2, 0, 0, 0), await CountsAsync(parent.RunId));
        var items = await Store.GetFanOutItemsAsync((await Store.GetLatestStepAsync(parent.RunId, "each", default))!.Id);
        Assert.Equal(["a", "b", "c"], items.Select(item => item.ItemId));
        Assert.Equal([FanOutItemStatus.Running, FanOutItemStatus.Running, FanOutItemStatus.Pending], items.Select(item => item.Status));
        Assert.Equal((Time.Now, null), (items[0].DispatchedAt!.Value, items[2].ChildRunId));
        var run = await GetAsync(RunId.Parse(items[0].ChildRunId!));
        Assert.Equal((parent.RunId, parent.RunId, 1, "each", "each"), (run.ParentWorkflowRunId!.Value, run.RootRunId, run.Depth, run.ParentNode!, run.ItemNode));
        Assert.Equal(("piece", "Piece", true, 4, "00-1", "\"a\""), (run.WorkflowName, run.WorkflowTitle, run.DryRun, run.Priority, run.TraceParent!, Text(run.Input)));
        var claimed = await ClaimItemsAsync();
        Assert.Equal(["each", "each"], claimed.Select(one => one.ItemNode));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task The_end_of_an_items_run_ends_the_item_and_begins_the_next_and_the_last_wakes_the_fan_outs_run()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b")], maxParallel: 1));
        await EndAsync((await RunningAsync())["a"], RunStatus.Completed, "1");

        Assert.Equal(new FanOutCounts(2, 1, 1, 0, 0), await CountsAsync(parent.RunId));
        Assert.Empty(await ClaimAsync());
        await EndAsync((await RunningAsync())["b"], RunStatus.Failed, error: "boom");

        Assert.Equal((parent.RunId, 1), (Assert.Single(await ClaimAsync()) is var woken ? woken.RunId : default, woken.InboxSequence));
        Assert.True((await CountsAsync(parent.RunId)).IsOver);
        var outcomes = await Store.GetOutcomesAsync(parent.RunId, s_each);
        Assert.Equal(
            [("a", FanOutItemStatus.Completed, "\"a\"", "1", null), ("b", FanOutItemStatus.Failed, "\"b\"", "", "boom")],
            outcomes.Select(one => (one.Key, one.Status, Text(one.Item), Text(one.Output), one.Error)));
        Assert.Equal(
            [("item-started", "item/a"), ("item-ended", "item/a: completed"), ("item-started", "item/b"), ("item-ended", "item/b: failed"),
                ("fan-out-collected", "1 completed, 1 failed, 0 skipped")],
            (await Store.GetEventsAsync(parent.RunId)).Where(one => one.Kind.Contains("item", StringComparison.Ordinal) || one.Kind == RunEventKinds.FanOutCollected)
                .Select(one => (one.Kind, one.Detail!)));
        Assert.All((await Store.GetEventsAsync(parent.RunId)).Where(one => one.Kind == RunEventKinds.ItemEnded), one => Assert.Equal(("each", "", 1), (one.NodeId!, one.Path!, one.Attempt)));
    }

    [Fact]
    public async Task An_items_input_is_its_own_when_it_is_given()
    {
        var parent = await FannedOutAsync(FanOut([Start("a") with { Input = Utf8("[1]") }]));

        Assert.Equal("[1]", Text(Assert.Single(await ClaimItemsAsync()).Input));
        Assert.Equal("\"a\"", Text(Assert.Single(await Store.GetOutcomesAsync(parent.RunId, s_each)).Item));
    }

    [Fact]
    public async Task A_fan_out_without_items_is_over_at_once_and_leaves_its_run_claimable()
    {
        var parent = await FannedOutAsync(FanOut([]));

        Assert.Equal(parent.RunId, Assert.Single(await ClaimAsync()).RunId);
        Assert.True((await CountsAsync(parent.RunId)).IsOver);
        Assert.Empty(await Store.GetOutcomesAsync(parent.RunId, s_each));
    }

    [Fact]
    public async Task An_item_begins_when_all_on_which_it_depends_have_completed()
    {
        var parent = await FannedOutAsync(FanOut([Start("c", 1, 2), Start("a"), Start("b", 1), Start("d", 0, 0)]));
        var first = await RunningAsync();
        Assert.Equal(["a"], first.Keys);
        await EndAsync(first["a"], RunStatus.Completed);
        var second = await RunningAsync();
        Assert.Equal(["b"], second.Keys);
        await EndAsync(second["b"], RunStatus.Completed);
        await EndAsync((await RunningAsync())["c"], RunStatus.Completed);
        await EndAsync((await RunningAsync())["d"], RunStatus.Completed);

        Assert.Equal(new FanOutCounts(4, 0, 4, 0, 0), await CountsAsync(parent.RunId));
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Items_of_a_fan_out_are_changed_by_their_runs_alone()
    {
        var parent = await FannedOutAsync(FanOut([Start("a")]));
        var step = (await Store.GetStepsAsync(parent.RunId))[0].Id;
        var item = (await Store.GetFanOutItemsAsync(step))[0].Id;
        var fence = await LeasedAsync(parent.RunId);

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Terminal(item, FanOutItemStatus.Skipped)));
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.InsertFanOutItemAsync(fence, step, Item("b")));
    }

    [Fact]
    public async Task A_fan_out_that_cannot_begin_is_refused_and_nothing_is_changed()
    {
        var parent = await ClaimedAsync();
        var other = await CreatedAsync();
        FanOutStart[] starts =
        [
            FanOut([Start("a"), Start("a")]),
            FanOut([Start("a", 1)]),
            FanOut([Start("a") with { RunId = other }]),
            FanOut([Start("a")], maxParallel: -1),
            FanOut([Start("a")], attempt: 2),
            FanOut([], previous: 7),
            FanOut([Start("a")], previous: 7),
        ];

        foreach (var start in starts)
        {
            var commit = After(parent);
            commit.Steps.Add(Waiting("each", "fan-out"));
            commit.FanOuts.Add(start);
            var result = await Store.CommitAsync(commit);
            Assert.Equal(CommitOutcome.Refused, result.Outcome);
            Assert.Contains("each", result.Reason!.Replace(other.ToString(), "each", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Empty(await Store.GetStepsAsync(parent.RunId));
        Assert.Empty(await ClaimItemsAsync());
    }

    [Fact]
    public async Task A_row_has_one_fan_out()
    {
        var parent = await FannedOutAsync(FanOut([Start("a")]));
        await Store.SignalAsync(parent.RunId, By("ann"), new("s", Utf8("1")));
        var commit = After(Assert.Single(await ClaimAsync()));
        commit.FanOuts.Add(FanOut([Start("b")]));

        Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(commit)).Outcome);
    }

    [Fact]
    public async Task Items_that_depend_on_one_another_in_a_circle_do_not_hang()
    {
        var parent = await FannedOutAsync(FanOut([Start("a", 1), Start("b", 0), Start("c")]));
        await EndAsync((await RunningAsync())["c"], RunStatus.Completed);

        Assert.Equal("a:skipped b:skipped c:completed", await OutcomesAsync(parent.RunId));
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Runs_of_items_are_listed_only_when_they_are_asked_for()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b")]));

        Assert.Equal([parent.RunId], (await Store.ListRunsAsync(new())).Runs.Select(run => run.Id));
        Assert.Equal(3, (await Store.ListRunsAsync(new() { IncludeItemRuns = true })).Runs.Count);
        Assert.Equal(3, (await Store.ListRunsAsync(new() { IncludeItemRuns = true, IncludeEnded = true })).Runs.Count);
        Assert.Equal(2, (await Store.ListRunsAsync(new() { IncludeItemRuns = true, Parent = parent.RunId })).Runs.Count);
        Assert.Single((await Store.ListRunsAsync(new() { IncludeEnded = true })).Runs);
    }

    [Fact]
    public async Task A_lost_reply_of_a_commit_that_begins_a_fan_out_is_recognised_and_other_items_are_not()
    {
        var parent = await ClaimedAsync();
        RunCommit Begin(FanOutStart fanOut)
        {
            var commit = After(parent);
            commit.Steps.Add(Waiting("each", "fan-out"));
            commit.FanOuts.Add(fanOut);
            return commit;
        }
        FanOutItemStart[] items = [Start("a"), Start("b")];
        var first = Begin(FanOut(items));
        await AppliedAsync(first);

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(first)).Outcome);
        foreach (var other in new[] { FanOut([items[0]]), FanOut(items, maxParallel: 1), FanOut([items[0], items[1] with { DependsOn = [0] }]), FanOut(items, onFailure: OnItemFailure.Halt) })
            Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(Begin(other))).Outcome);
    }

    [Fact]
    public async Task A_purged_tree_takes_its_items_with_it()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b", 0)]));
        await EndAsync((await RunningAsync())["a"], RunStatus.Failed);
        await AppliedAsync(After(Assert.Single(await ClaimAsync()), RunStatus.Failed));
        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(2, await Store.PurgeAsync(Time.Now));
        Assert.Empty(await Store.GetOutcomesAsync(parent.RunId, s_each));
    }

    [Fact]
    public async Task Many_items_end_one_by_one_and_their_outcomes_are_read_at_once()
    {
        const int Count = 500;
        var parent = await FannedOutAsync(FanOut([.. Enumerable.Range(0, Count).Select(i => Start($"k{i}"))], maxParallel: 50));
        var ended = 0;
        while (await ClaimItemsAsync() is { Count: > 0 } claimed)
        {
            foreach (var run in claimed) await EndAsync(run, RunStatus.Completed, "1");
            ended += claimed.Count;
        }

        Assert.Equal(Count, ended);
        Assert.Equal(new FanOutCounts(Count, 0, Count, 0, 0), await CountsAsync(parent.RunId));
        Assert.Equal(Count, (await Store.GetOutcomesAsync(parent.RunId, s_each)).Count(one => one.Status == FanOutItemStatus.Completed));
    }
}
