using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_retry_from_the_start_archives_every_row_and_forgets_the_frame()
    {
        var claimed = await FailedAsync();

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Start)));

        Assert.Empty(await Store.GetStepsAsync(claimed.RunId));
        Assert.Equal(["a 1", "b 1", "b 2"], (await Store.GetArchivedStepsAsync(claimed.RunId)).Select(step => $"{step.NodeId} {step.Attempt}"));
        var again = Assert.Single(await ClaimAsync());
        Assert.True(again.Frame.IsEmpty);
        Assert.Empty(again.OpenSteps);
        Assert.Empty(again.Values);
        Assert.Empty(again.Progress);
        Assert.Equal((1, 2), (again.Epoch, again.LastPosition));
        var anew = After(again);
        anew.Steps.Add(Step("a", StepStatus.Completed, position: 3));
        await AppliedAsync(anew);
        Assert.Equal(3, Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Position);
    }

    [Fact]
    public async Task A_retry_from_an_operation_brings_back_the_frame_kept_with_it()
    {
        var claimed = await FailedAsync();

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Operation("b"))));

        Assert.Equal(["a"], (await Store.GetStepsAsync(claimed.RunId)).Select(step => step.NodeId));
        Assert.Equal(["b", "b"], (await Store.GetArchivedStepsAsync(claimed.RunId)).Select(step => step.NodeId));
        Assert.Null(await Store.GetLatestStepAsync(claimed.RunId, "b", default));
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal(("""{"at":"b"}""", 1), (Text(again.Frame), again.Epoch));
        Assert.DoesNotContain(again.OpenSteps, step => step.NodeId == "b");
        Assert.Single(again.Values);
    }

    [Fact]
    public async Task A_retry_from_an_operation_that_kept_no_frame_or_never_was_is_a_conflict_that_says_what_to_do()
    {
        var claimed = await FailedAsync();

        var noFrame = await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Operation("a"));
        var unknown = await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Operation("c"));
        var noRound = await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Operation("b", default(IterationPath).Then(3)));

        Assert.Equal([CommandOutcome.Conflict, CommandOutcome.Conflict, CommandOutcome.Conflict], [noFrame.Outcome, unknown.Outcome, noRound.Outcome]);
        Assert.Contains("KeepsFrames", noFrame.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, await StatusAsync(claimed.RunId));
        Assert.Equal(3, (await Store.GetStepsAsync(claimed.RunId)).Count);
    }

    [Fact]
    public async Task A_retry_behind_finalizers_goes_back_to_the_frame_before_them()
    {
        var claimed = await ClaimedAsync();
        await RoundAsync(claimed, Step("a", StepStatus.Completed));
        await FrameAsync(claimed, "b", Step("b", StepStatus.Running, position: 2));
        await RoundAsync(claimed, Step("b", StepStatus.Failed, position: 2), Step("b", StepStatus.Running, attempt: 2, position: 2));
        await FinalizingAsync(claimed, "f", Step("b", StepStatus.Failed, attempt: 2, position: 2), Step("f", StepStatus.Running, position: 3));
        await FinalizingAsync(claimed, "undo", Step("f", StepStatus.Completed, position: 3), Step("a/undo", StepStatus.Completed, position: 4) with { Role = "compensation" });
        await AppliedAsync(After(claimed, RunStatus.Failed));

        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Operation("b"))));
        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.RetryAsync(claimed.RunId, By("ann"))));

        Assert.Equal(["a", "a/undo"], (await Store.GetStepsAsync(claimed.RunId)).Select(step => step.NodeId));
        Assert.Equal(["b", "b", "f"], (await Store.GetArchivedStepsAsync(claimed.RunId)).Select(step => step.NodeId));
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal(("""{"at":"b"}""", 0, false), (Text(again.Frame), again.Epoch, again.IsFinalizing));
    }

    [Fact]
    public async Task A_failure_that_was_handled_is_no_place_to_go_back_to()
    {
        var claimed = await ClaimedAsync();
        await FrameAsync(claimed, "b", Step("b", StepStatus.Running));
        await FinalizingAsync(claimed, "f", Step("b", StepStatus.Failed), Step("f", StepStatus.Running, position: 2));
        await FrameAsync(claimed, "c", Step("f", StepStatus.Completed, position: 2), Step("c", StepStatus.Running, position: 3));
        var fail = After(claimed, RunStatus.Failed);
        fail.Steps.Add(Step("c", StepStatus.Failed, position: 3));
        await AppliedAsync(fail);

        await Store.RetryAsync(claimed.RunId, By("ann"));

        Assert.Equal("""{"at":"c"}""", Text(Assert.Single(await ClaimAsync()).Frame));
        Assert.Empty(await Store.GetArchivedStepsAsync(claimed.RunId));
    }

    [Fact]
    public async Task Events_of_archived_rows_stay()
    {
        var claimed = await FailedAsync();
        var before = await EventsAsync(claimed.RunId);

        await Store.RetryAsync(claimed.RunId, By("ann"), RetryFrom.Start);

        Assert.Equal(before, (await EventsAsync(claimed.RunId)).Take(before.Length));
    }

    /// <summary>A run that has completed <c>a</c> and failed at the second attempt at <c>b</c>, with whose first its frame was kept.</summary>
    private async Task<ClaimedRun> FailedAsync()
    {
        var claimed = await ClaimedAsync();
        await RoundAsync(claimed, Step("a", StepStatus.Completed));
        var begin = After(claimed);
        (begin.Frame, begin.Shape) = (Utf8("""{"at":"b"}"""), "shape-1");
        begin.Steps.Add(Step("b", StepStatus.Running, position: 2) with { KeepsFrame = true });
        begin.NewValues.Add(new(1, Utf8("1")));
        begin.Progress.Add(new("b", default, Utf8("7")));
        claimed.Sequence = (await AppliedAsync(begin)).Sequence;
        await RoundAsync(claimed, Step("b", StepStatus.Failed, position: 2), Step("b", StepStatus.Running, attempt: 2, position: 2) with { KeepsFrame = true });
        var fail = After(claimed, RunStatus.Failed);
        fail.Steps.Add(Step("b", StepStatus.Failed, attempt: 2, position: 2));
        await AppliedAsync(fail);
        return claimed;
    }

    private Task FrameAsync(ClaimedRun claimed, string at, params StepWrite[] steps) => FrameAsync(claimed, at, isFinalizing: false, steps);

    private Task FinalizingAsync(ClaimedRun claimed, string at, params StepWrite[] steps) => FrameAsync(claimed, at, isFinalizing: true, steps);

    private async Task FrameAsync(ClaimedRun claimed, string at, bool isFinalizing, StepWrite[] steps)
    {
        var commit = After(claimed);
        (commit.Frame, commit.Shape, commit.IsFinalizing) = (Utf8($$"""{"at":"{{at}}"}"""), "shape-1", isFinalizing);
        commit.Steps.AddRange(steps);
        claimed.Sequence = (await AppliedAsync(commit)).Sequence;
    }
}
