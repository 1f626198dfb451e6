using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    /// <summary>Goes on as a process that was killed and started again; skips the test where a store is not durable.</summary>
    private async Task RestartAsync()
    {
        var reopened = await ReopenAsync(Store, Time);
        Assert.SkipWhen(reopened is null, "The store's content dies with its process.");
        _store = reopened;
        await Store.InitializeAsync();
    }

    [Fact]
    public async Task Everything_committed_is_there_after_a_restart()
    {
        var claimed = await ClaimedAsync(NewRun() with { Key = "k", Input = Utf8("1"), Tags = ["t"] });
        var commit = After(claimed);
        (commit.Frame, commit.Shape, commit.AtNode) = (Utf8("f"), "s", "b");
        commit.Steps.Add(Step("a", StepStatus.Completed) with { Output = Utf8("7") });
        commit.Steps.Add(Step("b", StepStatus.Running, position: 2));
        await AppliedAsync(commit);
        await Store.SignalAsync(claimed.RunId, By("ann"), new("s", Utf8("1"), "k"));
        var before = await GetAsync(claimed.RunId);
        var steps = await Store.GetStepsAsync(claimed.RunId);
        var events = await Store.GetEventsAsync(claimed.RunId);
        var audit = await Store.GetAuditAsync(claimed.RunId);

        await RestartAsync();

        var after = await GetAsync(claimed.RunId);
        Assert.Equal(
            (before.Status, before.Owner, before.Generation, before.Sequence, before.CreatedAt, before.StartedAt, before.AtNode, before.Key),
            (after.Status, after.Owner, after.Generation, after.Sequence, after.CreatedAt, after.StartedAt, after.AtNode, after.Key));
        Assert.Equal(("f", "s", "1", "t"), (Text(after.Frame), after.Shape, Text(after.Input), Assert.Single(after.Tags)));
        Assert.Equal(steps, await Store.GetStepsAsync(claimed.RunId));
        Assert.Equal(events, await Store.GetEventsAsync(claimed.RunId));
        Assert.Equal(audit, await Store.GetAuditAsync(claimed.RunId));
        Assert.Equal("s", Assert.Single(await Store.GetSignalsAsync(claimed.RunId)).Signal.Name);
    }

    [Fact]
    public async Task A_lost_reply_is_recognised_after_a_restart()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Running));
        await AppliedAsync(commit);

        await RestartAsync();

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(commit)).Outcome);
        commit.AtNode = "clone";
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(commit)).Outcome);
    }

    [Fact]
    public async Task A_run_of_a_killed_process_is_recovered_by_the_next_with_its_open_row()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Running));
        await AppliedAsync(commit);

        await RestartAsync();
        Time.Advance(s_leaseTime);
        await WorkerAsync("w2");
        await Store.RecoverExpiredAsync();

        var again = Assert.Single(await ClaimAsync("w2"));
        Assert.Equal((claimed.Generation + 1, StepStatus.Running), (again.Generation, Assert.Single(again.OpenSteps).Status));
    }

    [Fact]
    public async Task A_command_is_answered_alike_after_a_restart()
    {
        var id = await CreatedAsync();
        var pause = By("ann");
        var answer = await Store.RequestPauseAsync(id, pause);
        await Store.ResumeAsync(id, By("ann"));

        await RestartAsync();

        Assert.Equal(answer, await Store.RequestPauseAsync(id, pause));
        Assert.Equal(RunStatus.Pending, await StatusAsync(id));
    }

    [Fact]
    public async Task A_fan_out_and_a_line_for_a_permit_go_on_after_a_restart()
    {
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b", 0)], maxParallel: 1));
        var (first, second) = (await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit()));
        await Store.CommitAsync(Begins(second, Permit()));
        await AppliedAsync(Parks(second));

        await RestartAsync();

        await EndAsync((await RunningAsync())["a"], RunStatus.Completed, "1");
        await EndAsync((await RunningAsync())["b"], RunStatus.Completed, "2");
        await AppliedAsync(Ends(first));
        Assert.Equal(["1", "2"], (await Store.GetOutcomesAsync(parent.RunId, s_each)).Select(one => Text(one.Output)));
        Assert.Equal(new[] { parent.RunId, second.RunId }.Order(), (await ClaimAsync()).Select(run => run.RunId).Order());
    }
}
