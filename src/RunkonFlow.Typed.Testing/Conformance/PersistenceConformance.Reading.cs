using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private static StepWrite Waiting(string node, string role, int attempt = 1, int position = 1, IterationPath path = default)
        => Step(node, StepStatus.Waiting, attempt, position, path) with { Role = role };

    private static RunCommit Next(ClaimedRun run, RunStatus status = RunStatus.Running)
    {
        run.Sequence++;
        return After(run, status);
    }

    [Fact]
    public async Task A_commit_stores_a_gate_with_what_it_asks()
    {
        var claimed = await ClaimedAsync();
        var gate = new GateRow { Prompt = "Ship it?", Options = YesOrNo, MinApprovals = 2, Assignee = "ops" };
        var commit = After(claimed);
        commit.Steps.Add(Waiting("approval", "gate") with { Gate = gate, Group = "reviews" });
        commit.Steps.Add(Waiting("plain", "gate", position: 2));
        await AppliedAsync(commit);

        var steps = await Store.GetStepsAsync(claimed.RunId);

        Assert.Equal((gate, "reviews"), (steps[0].Gate!, steps[0].Group!));
        Assert.Equal((new GateRow(), null), (steps[1].Gate!, steps[1].Group));
        Assert.Equal(CommandOutcome.Invalid, (await Store.ApproveAsync(steps[0].Id, By("ann"), selections: ["maybe"])).Outcome);
    }

    [Fact]
    public async Task A_commit_with_a_gate_that_needs_no_approval_is_refused()
    {
        var commit = After(await ClaimedAsync());
        commit.Steps.Add(Waiting("approval", "gate") with { Gate = new() { MinApprovals = 0 } });

        Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(commit)).Outcome);
    }

    [Fact]
    public async Task A_commit_stores_the_child_of_a_row_when_it_is_given_and_keeps_it_when_it_is_not()
    {
        var claimed = await ClaimedAsync();
        var child = RunId.New(Time);
        var commit = After(claimed);
        commit.Steps.Add(Waiting("lint", "child"));
        await AppliedAsync(commit);
        commit = Next(claimed);
        commit.Steps.Add(Waiting("lint", "child") with { ChildRun = child });
        await AppliedAsync(commit);
        commit = Next(claimed);
        commit.Steps.Add(Waiting("lint", "child") with { Status = StepStatus.Completed });
        await AppliedAsync(commit);

        Assert.Equal(child.ToString(), Assert.Single(await Store.GetStepsAsync(claimed.RunId)).ChildRunId);
    }

    [Fact]
    public async Task Commits_that_differ_in_one_of_these_parts_alone_are_told_apart()
    {
        var claimed = await ClaimedAsync();
        var first = After(claimed);
        first.Steps.Add(Waiting("approval", "gate") with { Gate = new() { Prompt = "a" } });
        await AppliedAsync(first);
        RunCommit[] others = [.. Enumerable.Range(0, 4).Select(_ => After(claimed))];
        others[0].Steps.Add(Waiting("approval", "gate") with { Gate = new() { Prompt = "b" } });
        others[1].Steps.Add(Waiting("approval", "gate") with { Gate = new() { Prompt = "a" }, Group = "g" });
        others[2].Steps.Add(Waiting("approval", "gate") with { Gate = new() { Prompt = "a" }, ChildRun = claimed.RunId });
        others[3].Steps.Add(Waiting("approval", "gate") with { Gate = new() { Prompt = "a" } });
        others[3].TakenSignals.Add(1);

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(first)).Outcome);
        foreach (var other in others) Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(other)).Outcome);
    }

    [Fact]
    public async Task The_latest_attempt_at_a_node_is_found_by_node_and_path()
    {
        var claimed = await ClaimedAsync();
        var second = default(IterationPath).Then(1);
        var commit = After(claimed);
        commit.Steps.Add(Waiting("approval", "gate") with { Status = StepStatus.Failed });
        commit.Steps.Add(Waiting("approval", "gate", attempt: 2) with { Status = StepStatus.TimedOut });
        commit.Steps.Add(Waiting("approval", "gate", position: 2, path: second));
        commit.Steps.Add(Step("ship", StepStatus.Failed, attempt: 1, position: 3));
        commit.Steps.Add(Step("ship", StepStatus.Running, attempt: 2, position: 3));
        await AppliedAsync(commit);

        var first = await Store.GetLatestStepAsync(claimed.RunId, "approval", default);
        Assert.Equal((2, StepStatus.TimedOut), (first!.Attempt, first.Status));
        Assert.Equal(StepStatus.Waiting, (await Store.GetLatestStepAsync(claimed.RunId, "approval", second))!.Status);
        Assert.Equal(2, (await Store.GetLatestStepAsync(claimed.RunId, "ship", default))!.Attempt);
        Assert.Null(await Store.GetLatestStepAsync(claimed.RunId, "ship", second));
        Assert.Null(await Store.GetLatestStepAsync(claimed.RunId, "other", default));
        Assert.Null(await Store.GetLatestStepAsync(RunId.New(Time), "approval", default));
    }

    [Fact]
    public async Task The_waiting_row_of_a_gate_or_signal_is_the_one_begun_first()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Waiting("a", "gate", position: 3) with { StepName = "approval" });
        commit.Steps.Add(Waiting("b", "gate", position: 2) with { StepName = "approval" });
        commit.Steps.Add(Waiting("c", "gate", position: 1) with { StepName = "approval", Status = StepStatus.TimedOut });
        commit.Steps.Add(Waiting("d", "timer", position: 1) with { StepName = "approval" });
        commit.Steps.Add(Waiting("e", "signal", position: 4) with { StepName = "changed" });
        await AppliedAsync(commit);

        var gate = await Store.GetWaitingStepAsync(claimed.RunId, "approval");
        Assert.Equal("b", gate!.NodeId);
        await Store.ApproveAsync(gate.Id, By("ann"));
        Assert.Equal("a", (await Store.GetWaitingStepAsync(claimed.RunId, "approval"))!.NodeId);
        Assert.Equal("e", (await Store.GetWaitingStepAsync(claimed.RunId, "changed"))!.NodeId);
        Assert.Null(await Store.GetWaitingStepAsync(claimed.RunId, "d"));
        Assert.Null(await Store.GetWaitingStepAsync(RunId.New(Time), "approval"));
    }

    [Fact]
    public async Task Signals_are_taken_in_order_of_their_name_and_are_gone_once_taken()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("paid", Utf8("1"), "k1"));
        await Store.SignalAsync(claimed.RunId, By("ann"), new("other", Utf8("2")));
        await Store.SignalAsync(claimed.RunId, By("ann"), new("paid", Utf8("3")));

        var first = await Store.GetNextSignalAsync(claimed.RunId, "paid");
        Assert.Equal((1, "1"), (first!.Number, Text(first.Signal.Payload)));
        var commit = After(claimed);
        commit.TakenSignals.Add(first.Number);
        commit.TakenSignals.Add(77);
        await AppliedAsync(commit);

        Assert.Equal(3, (await Store.GetNextSignalAsync(claimed.RunId, "paid"))!.Number);
        Assert.Equal([2L, 3L], (await Store.GetSignalsAsync(claimed.RunId)).Select(signal => signal.Number));
        Assert.Null(await Store.GetNextSignalAsync(claimed.RunId, "none"));
        Assert.Null(await Store.GetNextSignalAsync(RunId.New(Time), "paid"));
    }

    [Fact]
    public async Task The_key_of_a_signal_that_was_taken_stays_bound()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("paid", Utf8("1"), "k1"));
        var commit = After(claimed);
        commit.TakenSignals.Add(1);
        await AppliedAsync(commit);

        var again = await Store.SignalAsync(claimed.RunId, By("ann"), new("paid", Utf8("2"), "k1"));

        Assert.Equal(CommandOutcome.Accepted, again.Outcome);
        Assert.Null(await Store.GetNextSignalAsync(claimed.RunId, "paid"));
        Assert.Equal(1, Assert.Single(await Store.GetNewsAsync("w1")).InboxSequence);
    }

    [Fact]
    public async Task A_signal_is_news_until_a_commit_has_seen_it()
    {
        var claimed = await ClaimedAsync();
        Assert.Empty(await Store.GetNewsAsync("w1"));
        await Store.SignalAsync(claimed.RunId, By("ann"), new("paid", Utf8("1")));

        Assert.Equal([new RunNews(claimed.RunId, RunRequests.None, 1)], await Store.GetNewsAsync("w1"));
        var commit = After(claimed);
        Assert.Equal(1, (await AppliedAsync(commit)).InboxSequence);
        Assert.Single(await Store.GetNewsAsync("w1"));
        commit = Next(claimed);
        commit.SeenInbox = 1;
        await AppliedAsync(commit);

        Assert.Empty(await Store.GetNewsAsync("w1"));
    }
}
