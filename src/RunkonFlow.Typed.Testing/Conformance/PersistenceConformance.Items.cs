using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private static NewFanOutItem Item(string id) => new("file", id, $"ref {id}", new Dictionary<string, string> { ["k"] = $"v {id}" });

    private async Task<(RunFence Fence, long Step)> FanOutAsync()
    {
        var fence = await RunningFenceAsync();
        return (fence, await Store.InsertStepAsync(fence, new() { StepName = "each", Role = "foreach", RetryCount = 0 }));
    }

    [Fact]
    public async Task Items_are_listed_in_insertion_order_with_all_they_hold()
    {
        var (fence, step) = await FanOutAsync();
        var ids = new List<long>();
        foreach (var name in new[] { "z", "a", "m" }) ids.Add(await Store.InsertFanOutItemAsync(fence, step, Item(name)));

        var items = await Store.GetFanOutItemsAsync(step);

        Assert.Equal(ids, items.Select(item => item.Id));
        var first = items[0];
        Assert.Equal((step, "file", "z", "ref z", null), (first.StepRunId, first.ItemType, first.ItemId, first.ItemRef, first.ChildRunId));
        Assert.Equal((FanOutItemStatus.Pending, null, null), (first.Status, first.DispatchedAt, first.CompletedAt));
        Assert.Equal("v z", Assert.Single(first.Context).Value);
    }

    [Fact]
    public async Task Running_and_terminal_set_their_times_and_the_child()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        var body = await Store.InsertFanOutItemAsync(fence, step, Item("b"));
        var dispatched = Time.Now;
        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Running(item, "child-1"));
        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Running(body));
        Time.Advance(TimeSpan.FromSeconds(1));

        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Terminal(item, FanOutItemStatus.Failed));

        var items = await Store.GetFanOutItemsAsync(step);
        Assert.Equal(("child-1", FanOutItemStatus.Failed, dispatched, Time.Now), (items[0].ChildRunId, items[0].Status, items[0].DispatchedAt, items[0].CompletedAt));
        Assert.Equal(("", FanOutItemStatus.Running), (items[1].ChildRunId, items[1].Status));
        Assert.Equal([item], (await Store.GetFanOutItemsAsync(step, FanOutItemStatus.Failed)).Select(one => one.Id));
    }

    [Fact]
    public async Task Items_change_as_the_table_allows_and_no_other_way()
    {
        var (fence, step) = await FanOutAsync();
        var name = 0;
        foreach (var from in Enum.GetValues<FanOutItemStatus>())
        {
            foreach (var to in Enum.GetValues<FanOutItemStatus>())
            {
                var item = await Store.InsertFanOutItemAsync(fence, step, Item($"{name++}"));
                if (from != FanOutItemStatus.Pending) await Store.UpdateFanOutItemAsync(fence, new(item, from));

                var isFine = to != FanOutItemStatus.Pending && (from == to || Transitions.IsAllowed(from, to));
                if (isFine) await Store.UpdateFanOutItemAsync(fence, new(item, to));
                else await Assert.ThrowsAsync<ConflictException>(async () => await Store.UpdateFanOutItemAsync(fence, new(item, to)));

                Assert.Equal(isFine ? to : from, (await Store.GetFanOutItemsAsync(step)).Single(one => one.Id == item).Status);
            }
        }
    }

    [Fact]
    public async Task An_unknown_item_is_an_error()
    {
        var (fence, _) = await FanOutAsync();

        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Running(123_456)));
    }

    [Fact]
    public async Task A_batch_of_items_is_all_or_nothing()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));

        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.BatchUpdateFanOutItemsAsync(
            fence, [FanOutItemWrite.Running(item), FanOutItemWrite.Terminal(item, FanOutItemStatus.Completed), FanOutItemWrite.Running(item + 100)]));
        Assert.Equal(FanOutItemStatus.Pending, Assert.Single(await Store.GetFanOutItemsAsync(step)).Status);

        var before = (await GetAsync(fence.RunId)).Sequence;
        await Store.BatchUpdateFanOutItemsAsync(fence, [FanOutItemWrite.Running(item), FanOutItemWrite.Terminal(item, FanOutItemStatus.Completed)]);
        Assert.Equal(FanOutItemStatus.Completed, Assert.Single(await Store.GetFanOutItemsAsync(step)).Status);
        Assert.Equal(before + 1, (await GetAsync(fence.RunId)).Sequence);
    }

    [Fact]
    public async Task An_empty_batch_does_nothing()
    {
        var (fence, _) = await FanOutAsync();
        var before = await GetAsync(fence.RunId);

        await Store.BatchUpdateFanOutItemsAsync(fence, []);

        Assert.Equal(before.Sequence, (await GetAsync(fence.RunId)).Sequence);
    }

    [Fact]
    public async Task A_stale_owner_changes_no_item()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        var stale = fence with { Generation = fence.Generation - 1 };

        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.InsertFanOutItemAsync(stale, step, Item("b")));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateFanOutItemAsync(stale, FanOutItemWrite.Running(item)));
    }

    [Fact]
    public async Task A_run_touches_no_item_of_another()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        var other = await RunningFenceAsync();

        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.UpdateFanOutItemAsync(other, FanOutItemWrite.Running(item)));
        await Assert.ThrowsAsync<NotFoundException>(async () => await Store.InsertFanOutItemAsync(other, step, Item("b")));
    }

    [Fact]
    public async Task A_commit_changes_items_with_the_rest()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        var commit = new RunCommit { RunId = fence.RunId, Generation = fence.Generation, Sequence = (await GetAsync(fence.RunId)).Sequence, Status = RunStatus.Running };
        commit.Items.Add(FanOutItemWrite.Running(item));
        await AppliedAsync(commit);
        commit.Clear();
        commit.Sequence++;
        commit.Status = RunStatus.Running;
        commit.Frame = Utf8("f");
        commit.Items.Add(FanOutItemWrite.Running(item + 100));

        Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(commit)).Outcome);
        Assert.Equal(FanOutItemStatus.Running, Assert.Single(await Store.GetFanOutItemsAsync(step)).Status);
        Assert.Equal(0, (await GetAsync(fence.RunId)).Frame.Length);
    }

    [Fact]
    public async Task The_end_of_a_run_skips_its_open_items()
    {
        var (fence, step) = await FanOutAsync();
        await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        var done = await Store.InsertFanOutItemAsync(fence, step, Item("b"));
        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Terminal(done, FanOutItemStatus.Completed));

        await Store.UpdateRunStatusAsync(fence.RunId, fence, RunStatus.Failed);

        Assert.Equal([FanOutItemStatus.Skipped, FanOutItemStatus.Completed], (await Store.GetFanOutItemsAsync(step)).Select(item => item.Status));
    }
}
