using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_claim_hands_out_the_run_with_all_that_is_needed_to_go_on()
    {
        await WorkerAsync();
        var id = await CreatedAsync(NewRun() with { Input = Utf8("""{"n":1}"""), DryRun = true, TraceParent = "00-1-2-01" });
        Time.Advance(TimeSpan.FromSeconds(2));

        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal((id, "order", 1, 1L, 0L), (claimed.RunId, claimed.WorkflowName, claimed.WorkflowVersion, claimed.Generation, claimed.Sequence));
        Assert.Equal(("""{"n":1}""", 0, ""), (Text(claimed.Input), claimed.Frame.Length, claimed.Shape));
        Assert.Equal((true, "00-1-2-01", Time.Now, 0), (claimed.DryRun, claimed.TraceParent, claimed.Now, claimed.LastPosition));
        Assert.Equal((RunStatus.Running, RunRequests.None), (claimed.Status, claimed.Requests));
        Assert.Empty(claimed.OpenSteps);
        var run = await GetAsync(id);
        Assert.Equal((RunStatus.Running, "w1", 1L, Time.Now, null), (run.Status, run.Owner, run.Generation, run.StartedAt, run.LeaseUntil));
        Assert.Equal(["run-created", "run-started"], await EventsAsync(id));
    }

    [Fact]
    public async Task A_claim_brings_the_open_rows_and_those_of_the_operation_at_hand_but_no_others()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Frame = Utf8("f");
        commit.Shape = "shape-1";
        commit.Steps.Add(Step("old", StepStatus.Completed, position: 1));
        commit.Steps.Add(Step("branch", StepStatus.Waiting, position: 2) with { DueAt = Time.Now.AddHours(1) });
        commit.Steps.Add(Step("loop", StepStatus.Failed, position: 3, path: default(Machines.IterationPath).Then(0)));
        commit.Steps.Add(Step("loop", StepStatus.Failed, attempt: 1, position: 4, path: default(Machines.IterationPath).Then(1)) with { ErrorType = "System.IO.IOException" });
        commit.Steps.Add(Step("loop", StepStatus.Running, attempt: 2, position: 4, path: default(Machines.IterationPath).Then(1)));
        await AppliedAsync(commit);
        await Store.RetireWorkerAsync("w1");
        await WorkerAsync("w2");

        var again = Assert.Single(await ClaimAsync("w2"));

        Assert.Equal(("f", "shape-1", 4), (Text(again.Frame), again.Shape, again.LastPosition));
        Assert.Equal(
            [("branch", "", 1, StepStatus.Waiting), ("loop", "1", 1, StepStatus.Failed), ("loop", "1", 2, StepStatus.Running)],
            again.OpenSteps.OrderBy(step => step.Position).ThenBy(step => step.Attempt)
                .Select(step => (step.NodeId, step.Path.ToString(), step.Attempt, step.Status)));
        Assert.Equal(Time.Now.AddHours(1), again.OpenSteps.Single(step => step.NodeId == "branch").DueAt);
        Assert.Equal("System.IO.IOException", again.OpenSteps.Single(step => step.Status == StepStatus.Failed).ErrorType);
    }

    [Fact]
    public async Task A_claim_brings_the_rows_of_the_latest_operation_when_it_has_ended()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed, RunStatus.NeedsResume);
        commit.Steps.Add(Step("a", StepStatus.Failed, attempt: 1));
        commit.Steps.Add(Step("a", StepStatus.Completed, attempt: 2));
        await AppliedAsync(commit);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal([(1, StepStatus.Failed), (2, StepStatus.Completed)], again.OpenSteps.OrderBy(step => step.Attempt).Select(step => (step.Attempt, step.Status)));
    }

    [Fact]
    public async Task A_claim_brings_the_large_values_to_which_the_frame_refers()
    {
        var claimed = await ClaimedAsync();
        var first = After(claimed);
        first.NewValues.AddRange([new(1, Utf8("one")), new(2, Utf8("two")), new(3, Utf8("three"))]);
        await AppliedAsync(first);
        claimed.Sequence++;
        var second = After(claimed, RunStatus.NeedsResume);
        second.NewValues.Add(new(2, Utf8("another two")));
        second.DroppedValues.Add(3);
        await AppliedAsync(second);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal([(1, "one"), (2, "another two")], again.Values.OrderBy(value => value.Id).Select(value => (value.Id, Text(value.Json))));
        var read = await Store.GetFrameValuesAsync(claimed.RunId);
        Assert.Equal([(1, "one"), (2, "another two")], read.OrderBy(value => value.Id).Select(value => (value.Id, Text(value.Json))));
        Assert.Empty(await Store.GetFrameValuesAsync(RunId.New(Time)));
    }
}
