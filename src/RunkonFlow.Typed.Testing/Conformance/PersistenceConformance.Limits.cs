using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private static LimitRequest Permit(string key = "gpu", int limit = 1, string node = "work") => new(key, limit, null, node, default);

    private static LimitRequest Rate(int limit, TimeSpan per, string key = "api") => new(key, limit, per, "work", default);

    private static RunCommit Begins(ClaimedRun run, params LimitRequest[] limits)
    {
        var commit = After(run);
        commit.Steps.Add(Step("work", StepStatus.Running));
        commit.Limits.AddRange(limits);
        return commit;
    }

    private static RunCommit Ends(ClaimedRun run, RunStatus status = RunStatus.Running)
    {
        var commit = Next(run, status);
        commit.Steps.Add(Step("work", StepStatus.Completed));
        return commit;
    }

    private static RunCommit Parks(ClaimedRun run)
    {
        var commit = After(run, RunStatus.Waiting);
        commit.Releases = true;
        return commit;
    }

    [Fact]
    public async Task A_commit_that_finds_no_permit_changes_nothing_and_gets_it_when_it_is_given_back()
    {
        var (first, second) = (await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit()));
        var begins = Begins(second, Permit());

        var limited = await Store.CommitAsync(begins);

        Assert.Equal((CommitOutcome.Limited, "gpu", 0, null, second.Sequence), (limited.Outcome, limited.Reason, limited.LimitedBy, limited.RetryAt, limited.Sequence));
        Assert.Empty(await Store.GetStepsAsync(second.RunId));
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(begins)).Outcome);
        await AppliedAsync(Ends(first));
        Assert.Equal(new RunNews(second.RunId, RunRequests.None, 1), Assert.Single(await Store.GetNewsAsync("w1")));
        await AppliedAsync(begins);
        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(begins)).Outcome);
    }

    [Fact]
    public async Task A_parked_run_is_due_when_its_turn_for_a_permit_comes_and_nobody_takes_it_before()
    {
        var (first, second, third) = (await ClaimedAsync(), await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit()));
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(second, Permit()))).Outcome);
        await AppliedAsync(Parks(second));
        Assert.Empty(await ClaimAsync());
        await AppliedAsync(Ends(first));

        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(third, Permit()))).Outcome);
        var woken = Assert.Single(await ClaimAsync());
        Assert.Equal(second.RunId, woken.RunId);
        await AppliedAsync(Begins(woken, Permit()));
        await AppliedAsync(Ends(woken));
        await AppliedAsync(Begins(third, Permit()));
    }

    [Fact]
    public async Task A_turn_that_comes_before_the_run_parks_leaves_it_claimable()
    {
        var (first, second) = (await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit()));
        await Store.CommitAsync(Begins(second, Permit()));
        await AppliedAsync(Ends(first));
        await AppliedAsync(Parks(second));

        Assert.Equal(second.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task As_many_hold_a_permit_as_the_limit_says_and_other_keys_are_their_own()
    {
        var runs = new[] { await ClaimedAsync(), await ClaimedAsync(), await ClaimedAsync(), await ClaimedAsync() };
        await AppliedAsync(Begins(runs[0], Permit(limit: 2)));
        await AppliedAsync(Begins(runs[1], Permit(limit: 2)));

        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(runs[2], Permit(limit: 2)))).Outcome);
        await AppliedAsync(Begins(runs[3], Permit("disk")));
    }

    [Fact]
    public async Task Limits_of_one_commit_are_kept_all_or_none()
    {
        var (first, second, third) = (await ClaimedAsync(), await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit("b")));

        var limited = await Store.CommitAsync(Begins(second, Permit("a"), Permit("b"), Rate(1, TimeSpan.FromMinutes(1))));

        Assert.Equal((CommitOutcome.Limited, "b", 1), (limited.Outcome, limited.Reason, limited.LimitedBy));
        await AppliedAsync(Begins(third, Permit("a"), Rate(1, TimeSpan.FromMinutes(1))));
        var twice = await ClaimedAsync();
        var two = Begins(twice, Permit("c"), Permit("c", node: "other"));
        Assert.Equal(1, (await Store.CommitAsync(two)).LimitedBy);
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.NeedsResume)]
    [InlineData(RunStatus.Suspended)]
    public async Task A_run_that_ends_or_is_let_go_gives_its_permits_back(RunStatus status)
    {
        var (first, second) = (await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit()));
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(second, Permit()))).Outcome);

        await AppliedAsync(Next(first, status));

        await AppliedAsync(Begins(second, Permit()));
    }

    [Fact]
    public async Task A_recovered_run_gives_its_permits_back()
    {
        var first = await ClaimedAsync();
        await AppliedAsync(Begins(first, Permit()));
        await Store.RetireWorkerAsync("w1");
        await WorkerAsync("w2");
        var second = await CreatedAsync(NewRun() with { Priority = 1 });
        var claimed = Assert.Single(await ClaimAsync("w2", max: 1));
        Assert.Equal(second, claimed.RunId);

        await AppliedAsync(Begins(claimed, Permit()));
    }

    [Fact]
    public async Task A_run_as_a_whole_keeps_its_permit_until_it_ends()
    {
        var (first, second) = (await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit(node: "")));
        first.Sequence++;
        await AppliedAsync(Parks(first));
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(second, Permit(node: "")))).Outcome);

        await Store.RequestCancelAsync(first.RunId, By("ann"));
        var cancelling = Assert.Single(await ClaimAsync());
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(second, Permit(node: "")))).Outcome);
        await AppliedAsync(After(cancelling, RunStatus.Cancelled));

        await AppliedAsync(Begins(second, Permit(node: "")));
    }

    [Fact]
    public async Task A_run_in_line_that_ends_or_is_paused_leaves_it()
    {
        var runs = new[] { await ClaimedAsync(), await ClaimedAsync(), await ClaimedAsync(), await ClaimedAsync() };
        await AppliedAsync(Begins(runs[0], Permit()));
        for (var i = 1; i < 4; i++) await Store.CommitAsync(Begins(runs[i], Permit()));
        await AppliedAsync(After(runs[1], RunStatus.Failed));
        await AppliedAsync(Parks(runs[2]));
        await Store.RequestPauseAsync(runs[2].RunId, By("ann"));

        await AppliedAsync(Ends(runs[0]));

        await AppliedAsync(Begins(runs[3], Permit()));
    }

    [Fact]
    public async Task The_next_attempt_keeps_the_permit_of_the_one_that_failed()
    {
        var (first, second) = (await ClaimedAsync(), await ClaimedAsync());
        await AppliedAsync(Begins(first, Permit()));
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(second, Permit()))).Outcome);
        var commit = Next(first);
        commit.Steps.Add(Step("work", StepStatus.Failed));
        commit.Steps.Add(Step("work", StepStatus.Running, attempt: 2));
        commit.Limits.Add(Permit());

        await AppliedAsync(commit);

        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(second, Permit()))).Outcome);
    }

    [Fact]
    public async Task A_rate_lets_so_many_begin_within_a_time_and_says_when_the_next_may()
    {
        var runs = new List<ClaimedRun>();
        for (var i = 0; i < 4; i++) runs.Add(await ClaimedAsync());
        var rate = Rate(2, TimeSpan.FromSeconds(10));
        await AppliedAsync(Begins(runs[0], rate));
        await AppliedAsync(Begins(runs[1], rate));

        var limited = await Store.CommitAsync(Begins(runs[2], rate));

        Assert.Equal((CommitOutcome.Limited, Time.Now.AddSeconds(5)), (limited.Outcome, limited.RetryAt!.Value));
        Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(CommitOutcome.Limited, (await Store.CommitAsync(Begins(runs[2], rate))).Outcome);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await AppliedAsync(Begins(runs[2], rate));
        Assert.Equal(Time.Now.AddSeconds(5), (await Store.CommitAsync(Begins(runs[3], rate))).RetryAt!.Value);
    }

    [Fact]
    public async Task A_limit_that_lets_nobody_in_is_refused()
    {
        var run = await ClaimedAsync();

        Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(Begins(run, Permit(limit: 0)))).Outcome);
        Assert.Equal(CommitOutcome.Refused, (await Store.CommitAsync(Begins(run, Rate(1, TimeSpan.Zero)))).Outcome);
    }

    [Fact]
    public async Task Saved_progress_replaces_what_was_saved_before_and_comes_with_the_next_claim_until_it_is_removed()
    {
        var claimed = await ClaimedAsync();
        Assert.Empty(claimed.Progress);
        var commit = After(claimed);
        commit.Progress.Add(new("copy", default(Machines.IterationPath).Then(2), Utf8("10")));
        commit.Progress.Add(new("scan", default, Utf8("1")));
        await AppliedAsync(commit);
        commit = Next(claimed, RunStatus.NeedsResume);
        commit.Progress.Add(new("copy", default(Machines.IterationPath).Then(2), Utf8("20")));
        commit.Progress.Add(new("scan", default, default));
        await AppliedAsync(commit);

        var again = Assert.Single(await ClaimAsync());

        var saved = Assert.Single(again.Progress);
        Assert.Equal(("copy", "2", "20"), (saved.NodeId, saved.Path.ToString(), Text(saved.Json)));
    }

    [Fact]
    public async Task Saved_progress_is_fenced_and_stays_for_the_retry_of_a_failed_run()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed, RunStatus.Failed);
        commit.Progress.Add(new("copy", default, Utf8("10")));
        await AppliedAsync(commit);
        var late = Next(claimed);
        late.Progress.Add(new("copy", default, Utf8("11")));
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(late)).Outcome);

        await Store.RetryAsync(claimed.RunId, By("ann"));

        Assert.Equal("10", Text(Assert.Single(Assert.Single(await ClaimAsync()).Progress).Json));
    }
}
