using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task Each_transition_leaves_one_event_in_order_and_without_gap()
    {
        var claimed = await ClaimedAsync();
        var first = After(claimed);
        first.Steps.Add(Step("a", StepStatus.Running));
        await AppliedAsync(first);
        claimed.Sequence++;
        Time.Advance(TimeSpan.FromSeconds(1));
        var due = Time.Now.AddMinutes(1);
        var second = After(claimed, RunStatus.Waiting);
        (second.Releases, second.DueAt) = (true, due);
        second.Steps.Add(Step("a", StepStatus.Failed) with { Error = "boom" });
        second.Steps.Add(Step("a", StepStatus.Waiting, attempt: 2, path: default(IterationPath).Then(3)) with { DueAt = due });
        await AppliedAsync(second);

        var events = await Store.GetEventsAsync(claimed.RunId);

        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(one => one.Number));
        Assert.Equal(
            [
                ("run-created", null, null, 0, null),
                ("run-started", null, null, 0, null),
                ("step-started", "a", "", 1, null),
                ("step-failed", "a", "", 1, "boom"),
                ("step-retrying", "a", "3", 2, "2026-03-01T12:01:01.000Z"),
                ("run-waiting", null, null, 0, "2026-03-01T12:01:01.000Z"),
            ],
            events.Select(one => (one.Kind, one.NodeId, one.Path, one.Attempt, one.Detail)));
        Assert.Equal((Time.Now.AddSeconds(-1), Time.Now), (events[2].At, events[3].At));
        Assert.All(events, one => Assert.Equal(claimed.RunId, one.RunId));
    }

    [Fact]
    public async Task A_commit_that_changes_no_status_leaves_no_event()
    {
        var claimed = await ClaimedAsync();
        var before = await EventsAsync(claimed.RunId);

        await AppliedAsync(After(claimed));

        Assert.Equal(before, await EventsAsync(claimed.RunId));
    }

    [Fact]
    public async Task A_lost_reply_leaves_no_second_event()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Completed));
        await AppliedAsync(commit);
        var before = await EventsAsync(claimed.RunId);

        await Store.CommitAsync(commit);

        Assert.Equal(before, await EventsAsync(claimed.RunId));
    }

    [Fact]
    public async Task Events_are_read_on_from_a_number_and_at_most_so_many()
    {
        var claimed = await ClaimedAsync();
        for (var i = 0; i < 10; i++)
        {
            var commit = After(claimed);
            commit.Steps.Add(Step($"n{i}", StepStatus.Completed, position: i + 1));
            await AppliedAsync(commit);
            claimed.Sequence++;
        }

        Assert.Equal([3L, 4L, 5L], (await Store.GetEventsAsync(claimed.RunId, after: 2, max: 3)).Select(one => one.Number));
        Assert.Empty(await Store.GetEventsAsync(claimed.RunId, after: 12));
    }

    [Fact]
    public async Task The_whole_life_of_a_run_is_in_its_events()
    {
        var claimed = await ClaimedAsync();
        await Store.RequestPauseAsync(claimed.RunId, By("ann"));
        await AppliedAsync(After(claimed, RunStatus.Suspended));
        await Store.ResumeAsync(claimed.RunId, By("ann"));
        claimed = Assert.Single(await ClaimAsync());
        var fail = After(claimed, RunStatus.Failed);
        fail.Error = "boom";
        await AppliedAsync(fail);
        await Store.RetryAsync(claimed.RunId, By("ann"));
        claimed = Assert.Single(await ClaimAsync());
        await Store.RequestCancelAsync(claimed.RunId, By("bob", "enough"));
        await AppliedAsync(After(claimed, RunStatus.Cancelling));
        claimed.Sequence++;
        await AppliedAsync(After(claimed, RunStatus.Cancelled));

        Assert.Equal(
            [
                ("run-created", null), ("run-started", null), ("run-suspended", "paused"), ("run-resumed", null), ("run-resumed", null),
                ("run-failed", "boom"), ("run-resumed", null), ("run-resumed", null), ("run-cancelling", "enough"), ("run-cancelled", "enough"),
            ],
            (await Store.GetEventsAsync(claimed.RunId)).Select(one => (one.Kind, one.Detail)));
    }

    [Fact]
    public async Task Items_and_signals_leave_events()
    {
        var (fence, step) = await FanOutAsync();
        var item = await Store.InsertFanOutItemAsync(fence, step, Item("a"));
        var before = (await EventsAsync(fence.RunId)).Length;
        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Running(item));
        await Store.UpdateFanOutItemAsync(fence, FanOutItemWrite.Terminal(item, FanOutItemStatus.Completed));
        await Store.SignalAsync(fence.RunId, By("ann"), new("paid", Utf8("1")));

        Assert.Equal(
            [("item-started", "each", "file/a"), ("item-ended", "each", "file/a: completed"), ("signal", null, "paid")],
            (await Store.GetEventsAsync(fence.RunId)).Skip(before).Select(one => (one.Kind, one.NodeId, one.Detail)));
    }
}
