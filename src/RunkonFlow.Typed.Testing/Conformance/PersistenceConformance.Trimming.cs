using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task Ended_rows_of_earlier_rounds_are_trimmed_with_the_events_up_to_their_last()
    {
        var claimed = await ClaimedAsync();
        await RoundAsync(claimed, Step("prepare", StepStatus.Completed, position: 1));
        for (var round = 0; round < 4; round++) await RoundAsync(claimed, Beat(round));
        var before = await Store.GetEventsAsync(claimed.RunId);

        var trim = After(claimed);
        trim.Steps.Add(Beat(4, StepStatus.Running));
        trim.TrimBefore = 3;
        await AppliedAsync(trim);

        Assert.Equal(["prepare ", "beat 3", "beat 4"], (await Store.GetStepsAsync(claimed.RunId)).Select(step => $"{step.NodeId} {step.Path}"));
        var left = await Store.GetEventsAsync(claimed.RunId);
        Assert.Equal(before.Where(one => one.Number > before.Single(at => at.Path == "2").Number).Select(one => one.Number), left.SkipLast(1).Select(one => one.Number));
        Assert.Equal((before[^1].Number + 1, "4"), (left[^1].Number, left[^1].Path));
        Assert.Equal(left.Skip(1), await Store.GetEventsAsync(claimed.RunId, left[0].Number));
    }

    [Fact]
    public async Task Rows_that_are_open_or_of_no_round_are_not_trimmed_and_a_trimmed_key_is_free_again()
    {
        var claimed = await ClaimedAsync();
        await RoundAsync(claimed, Beat(0), Beat(1, StepStatus.Running), Beat(2));
        var ids = (await Store.GetStepsAsync(claimed.RunId)).Select(step => step.Id).ToArray();

        var trim = After(claimed);
        trim.Steps.Add(Beat(9, StepStatus.Running));
        trim.TrimBefore = 9;
        claimed.Sequence = (await AppliedAsync(trim)).Sequence;
        await RoundAsync(claimed, Beat(1), Beat(0));

        var steps = await Store.GetStepsAsync(claimed.RunId);
        Assert.Equal(["0", "1", "9"], steps.Select(step => step.Path.ToString()));
        Assert.Equal(ids[1], steps[1].Id);
        Assert.NotEqual(ids[0], steps[0].Id);
        Assert.Equal(steps[1], await StepAsync(claimed.RunId, ids[1]));
    }

    [Fact]
    public async Task Gates_of_trimmed_rounds_are_gone()
    {
        var claimed = await ClaimedAsync();
        await RoundAsync(claimed, Beat(0, StepStatus.Waiting) with { NodeId = "ask", StepName = "ask", Role = "gate" });
        var gate = Assert.Single(await Store.GetStepsAsync(claimed.RunId));
        await Store.ApproveAsync(gate.Id, By("ann"));

        var trim = After(claimed);
        trim.SeenInbox = 1;
        trim.Steps.Add(Beat(1, StepStatus.Running));
        trim.TrimBefore = 1;
        await AppliedAsync(trim);

        Assert.Equal("1", Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Path.ToString());
        Assert.Equal(CommandOutcome.NotFound, Outcome(await Store.ApproveAsync(gate.Id, By("bob"))));
        Assert.Null(await Store.GetLatestStepAsync(claimed.RunId, "ask", default(IterationPath).Then(0)));
    }

    [Fact]
    public async Task Commits_that_differ_in_what_they_trim_are_different()
    {
        var claimed = await ClaimedAsync();
        var trim = After(claimed);
        trim.Steps.Add(Beat(1));
        trim.TrimBefore = 1;
        await AppliedAsync(trim);

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(trim)).Outcome);
        trim.TrimBefore = 2;
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(trim)).Outcome);
        trim.TrimBefore = 1;
        trim.Steps[0] = Beat(1) with { Round = 0 };
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(trim)).Outcome);
    }

    private static StepWrite Beat(int round, StepStatus status = StepStatus.Completed)
        => Step("beat", status, position: round + 2, path: default(IterationPath).Then(round)) with { Round = round };

    private async Task RoundAsync(ClaimedRun claimed, params StepWrite[] steps)
    {
        var commit = After(claimed);
        commit.Steps.AddRange(steps);
        claimed.Sequence = (await AppliedAsync(commit)).Sequence;
    }
}
