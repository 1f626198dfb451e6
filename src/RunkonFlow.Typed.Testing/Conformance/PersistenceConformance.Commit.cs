using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_commit_leaves_rows_frame_and_status_as_it_says()
    {
        var claimed = await ClaimedAsync();
        var first = After(claimed);
        first.Frame = Utf8("""{"at":"charge"}""");
        first.Shape = "shape-1";
        first.AtNode = "charge";
        first.Steps.Add(Step("reserve", StepStatus.Completed) with { Output = Utf8("7"), StartedAt = Time.Now, EndedAt = Time.Now });
        first.Steps.Add(Step("charge", StepStatus.Running, position: 2) with { StartedAt = Time.Now });

        var result = await AppliedAsync(first);

        Assert.Equal(claimed.Sequence + 1, result.Sequence);
        var run = await GetAsync(claimed.RunId);
        Assert.Equal(("""{"at":"charge"}""", "shape-1", "charge", RunStatus.Running), (Text(run.Frame), run.Shape, run.AtNode, run.Status));
        Assert.Equal(
            [("reserve", StepStatus.Completed, "7"), ("charge", StepStatus.Running, null)],
            (await Store.GetStepsAsync(claimed.RunId)).Select(step => (step.NodeId, step.Status, step.StructuredOutput)));
    }

    [Fact]
    public async Task The_same_commit_after_a_lost_reply_is_already_applied()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Running));
        await AppliedAsync(commit);

        var again = await Store.CommitAsync(commit);

        Assert.Equal((CommitOutcome.AlreadyApplied, claimed.Sequence + 1), (again.Outcome, again.Sequence));
        Assert.Single(await Store.GetStepsAsync(claimed.RunId));
    }

    [Fact]
    public async Task Another_content_at_the_last_sequence_is_a_clone_and_fenced()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Frame = Utf8("1");
        await AppliedAsync(commit);
        var clone = After(claimed);
        clone.Frame = Utf8("2");

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(clone)).Outcome);
        Assert.Equal("1", Text((await GetAsync(claimed.RunId)).Frame));
    }

    [Fact]
    public async Task A_sequence_that_is_not_the_next_is_fenced()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Sequence += 1;

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(commit)).Outcome);
    }

    [Fact]
    public async Task A_commit_of_an_unknown_run_is_not_found()
        => Assert.Equal(CommitOutcome.NotFound, (await Store.CommitAsync(new() { RunId = RunId.New(Time), Status = RunStatus.Running })).Outcome);

    [Fact]
    public async Task A_commit_under_an_older_generation_is_fenced()
    {
        var stale = await ClaimedAsync();
        Time.Advance(s_leaseTime);
        await WorkerAsync("w2");
        await Store.RecoverExpiredAsync();
        var fresh = Assert.Single(await ClaimAsync("w2"));

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(After(stale))).Outcome);
        Assert.True(fresh.Generation > stale.Generation);
        await AppliedAsync(After(fresh));
    }

    [Fact]
    public async Task A_refused_commit_changes_nothing()
    {
        var claimed = await ClaimedAsync();
        var first = After(claimed);
        first.Steps.Add(Step("a", StepStatus.Completed));
        await AppliedAsync(first);
        claimed.Sequence++;
        var events = await EventsAsync(claimed.RunId);
        var refused = After(claimed);
        refused.Frame = Utf8("x");
        refused.Steps.Add(Step("b", StepStatus.Completed, position: 2));
        refused.Steps.Add(Step("a", StepStatus.Failed));

        var result = await Store.CommitAsync(refused);

        Assert.Equal(CommitOutcome.Refused, result.Outcome);
        Assert.Contains("'a'", result.Reason, StringComparison.Ordinal);
        Assert.Equal(claimed.Sequence, result.Sequence);
        Assert.Single(await Store.GetStepsAsync(claimed.RunId));
        Assert.Equal(0, (await GetAsync(claimed.RunId)).Frame.Length);
        Assert.Equal(events, await EventsAsync(claimed.RunId));
    }

    /// <summary>Each part of a commit's content, changed alone.</summary>
    public static TheoryData<string> PartsOfACommit =>
    [
        "status", "releases", "due", "seen", "progress", "finalizing", "finalizers-due", "frame", "shape", "output", "failure", "error",
        "finalizer-error", "at-node", "step", "step-node", "step-path", "step-attempt", "step-name", "step-role", "step-can-commit", "step-position",
        "step-status", "step-started", "step-ended", "step-due", "step-output", "step-error", "step-error-type", "step-markers", "step-notes",
        "step-tolerated", "step-progress", "value", "dropped",
    ];

    private RunCommit Changed(RunCommit commit, string part)
    {
        var step = commit.Steps[0];
        switch (part)
        {
            case "status": commit.Status = RunStatus.Cancelling; break;
            case "releases": commit.Releases = true; break;
            case "due": commit.DueAt = Time.Now; break;
            case "seen": commit.SeenInbox++; break;
            case "progress": commit.MakesProgress = true; break;
            case "finalizing": commit.IsFinalizing = true; break;
            case "finalizers-due": commit.FinalizersDueAt = Time.Now; break;
            case "frame": commit.Frame = Utf8("x"); break;
            case "shape": commit.Shape = "x"; break;
            case "output": commit.Output = Utf8("x"); break;
            case "failure": commit.Failure = Utf8("x"); break;
            case "error": commit.Error = ""; break;
            case "finalizer-error": commit.FinalizerError = "x"; break;
            case "at-node": commit.AtNode = "x"; break;
            case "step": commit.Steps.Add(step with { NodeId = "second" }); break;
            case "step-node": commit.Steps[0] = step with { NodeId = "x" }; break;
            case "step-path": commit.Steps[0] = step with { Path = step.Path.Then(0) }; break;
            case "step-attempt": commit.Steps[0] = step with { Attempt = 2 }; break;
            case "step-name": commit.Steps[0] = step with { StepName = "x" }; break;
            case "step-role": commit.Steps[0] = step with { Role = "x" }; break;
            case "step-can-commit": commit.Steps[0] = step with { CanCommit = true }; break;
            case "step-position": commit.Steps[0] = step with { Position = 2 }; break;
            case "step-status": commit.Steps[0] = step with { Status = StepStatus.Waiting }; break;
            case "step-started": commit.Steps[0] = step with { StartedAt = Time.Now }; break;
            case "step-ended": commit.Steps[0] = step with { EndedAt = Time.Now }; break;
            case "step-due": commit.Steps[0] = step with { DueAt = Time.Now }; break;
            case "step-output": commit.Steps[0] = step with { Output = Utf8("x") }; break;
            case "step-error": commit.Steps[0] = step with { Error = "" }; break;
            case "step-error-type": commit.Steps[0] = step with { ErrorType = "x" }; break;
            case "step-markers": commit.Steps[0] = step with { Markers = "x" }; break;
            case "step-notes": commit.Steps[0] = step with { Notes = "x" }; break;
            case "step-tolerated": commit.Steps[0] = step with { Tolerated = true }; break;
            case "step-progress": commit.Steps[0] = step with { Progress = new(1, 2) }; break;
            case "value": commit.NewValues.Add(new(1, Utf8("x"))); break;
            case "dropped": commit.DroppedValues.Add(1); break;
            default: throw new ArgumentOutOfRangeException(nameof(part));
        }
        return commit;
    }

    [Theory]
    [MemberData(nameof(PartsOfACommit))]
    public async Task A_clone_that_differs_in_one_part_alone_is_fenced(string part)
    {
        var claimed = await ClaimedAsync();
        RunCommit Original()
        {
            var commit = After(claimed);
            commit.Steps.Add(Step("a", StepStatus.Running));
            return commit;
        }

        await AppliedAsync(Original());

        Assert.Equal(CommitOutcome.AlreadyApplied, (await Store.CommitAsync(Original())).Outcome);
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitAsync(Changed(Original(), part))).Outcome);
    }
}
