using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private async Task<RunFence> RunningFenceAsync()
    {
        var id = await CreatedAsync();
        var fence = await LeasedAsync(id);
        await Store.UpdateRunStatusAsync(id, fence, RunStatus.Running);
        return fence;
    }

    [Fact]
    public async Task A_step_inserted_with_a_retry_count_is_running_and_one_without_is_pending()
    {
        var fence = await RunningFenceAsync();

        var running = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "actor", CanCommit = true, Position = 1, Iteration = 2, RetryCount = 1 });
        var pending = await Store.InsertStepAsync(fence, new() { StepName = "b", Role = "script", Position = 2 });

        var a = await StepAsync(fence.RunId, running);
        Assert.Equal((StepStatus.Running, Time.Now, "actor", true), (a.Status, a.StartedAt, a.Role, a.CanCommit));
        Assert.Equal(("a", "a", "2", 1, 1, 1), (a.NodeId, a.StepName, a.Path.ToString(), a.Attempt, a.RetryCount, a.Position));
        var b = await StepAsync(fence.RunId, pending);
        Assert.Equal((StepStatus.Pending, null, 0, 0), (b.Status, b.StartedAt, b.Attempt, b.RetryCount));
    }

    [Fact]
    public async Task A_second_insert_of_equal_content_returns_the_row_and_another_is_a_conflict()
    {
        var fence = await RunningFenceAsync();
        var step = new NewStep { StepName = "a", Role = "actor", Position = 1, RetryCount = 0 };
        var id = await Store.InsertStepAsync(fence, step);
        await Store.UpdateStepAsync(id, StepUpdate.Completed(fence.Generation, null, "r", null, null, 0, null));

        Assert.Equal(id, await Store.InsertStepAsync(fence, step));
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.InsertStepAsync(fence, step with { Role = "gate" }));
        await Assert.ThrowsAsync<ConflictException>(async () => await Store.InsertStepAsync(fence, step with { RetryCount = null }));
        Assert.NotEqual(id, await Store.InsertStepAsync(fence, step with { RetryCount = 1 }));
    }

    [Fact]
    public async Task A_step_of_an_unknown_run_is_an_error()
        => await Assert.ThrowsAsync<NotFoundException>(async () => await Store.InsertStepAsync(new(RunId.New(Time), 1), new() { StepName = "a", Role = "step" }));

    [Fact]
    public async Task A_stale_generation_inserts_and_updates_nothing()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", RetryCount = 0 });
        var stale = fence with { Generation = fence.Generation - 1 };

        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.InsertStepAsync(stale, new() { StepName = "b", Role = "step" }));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Store.UpdateStepAsync(step, StepUpdate.Failed(stale.Generation, "no", 0)));
        Assert.Equal(StepStatus.Running, Assert.Single(await Store.GetStepsAsync(fence.RunId)).Status);
    }

    [Fact]
    public async Task A_completed_step_keeps_everything_it_was_given()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", RetryCount = 0 });
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await Store.UpdateStepAsync(step, StepUpdate.Completed(fence.Generation, "child", "text", "context", """["m"]""", 2, """{"x":1}""")));

        var row = await StepAsync(fence.RunId, step);
        Assert.Equal((StepStatus.Completed, Time.Now, "child", "text"), (row.Status, row.EndedAt, row.ChildRunId, row.ResultText));
        Assert.Equal(("context", """["m"]""", 2, """{"x":1}""", null), (row.ContextOut, row.MarkersOut, row.RetryCount, row.StructuredOutput, row.StepError));
    }

    [Fact]
    public async Task A_terminal_write_overwrites_with_null_but_keeps_child_and_retry_count()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", RetryCount = 3 });
        await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = StepStatus.Running, ChildRunId = "child" });

        await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = StepStatus.TimedOut });

        var row = await StepAsync(fence.RunId, step);
        Assert.Equal((StepStatus.TimedOut, "child", 3), (row.Status, row.ChildRunId, row.RetryCount));
        Assert.Equal((null, null, null, null, null), (row.ResultText, row.ContextOut, row.MarkersOut, row.StructuredOutput, row.StepError));
    }

    [Fact]
    public async Task Running_and_waiting_set_start_and_child_and_pending_nothing_but_the_status()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step" });
        Time.Advance(TimeSpan.FromSeconds(1));
        var started = Time.Now;
        await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = StepStatus.Running, ChildRunId = "c" });
        Time.Advance(TimeSpan.FromSeconds(1));

        await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = StepStatus.Pending, ResultText = "x" });

        var row = await StepAsync(fence.RunId, step);
        Assert.Equal((StepStatus.Pending, started, "c", null), (row.Status, row.StartedAt, row.ChildRunId, row.ResultText));
    }

    [Fact]
    public async Task The_same_terminal_write_again_is_no_change_and_says_so()
    {
        var fence = await RunningFenceAsync();
        var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", RetryCount = 0 });
        await Store.UpdateStepAsync(step, StepUpdate.Completed(fence.Generation, null, "first", null, null, 0, null));
        var sequence = (await GetAsync(fence.RunId)).Sequence;

        Assert.False(await Store.UpdateStepAsync(step, StepUpdate.Completed(fence.Generation, null, "second", null, null, 0, null)));

        Assert.Equal("first", (await StepAsync(fence.RunId, step)).ResultText);
        Assert.Equal(sequence, (await GetAsync(fence.RunId)).Sequence);
    }

    [Fact]
    public async Task Steps_change_as_the_table_allows_and_no_other_way()
    {
        var claimed = await ClaimedAsync();
        var node = 0;
        foreach (var from in Enum.GetValues<StepStatus>())
        {
            foreach (var to in Enum.GetValues<StepStatus>())
            {
                var name = $"n{node++}";
                var insert = After(claimed);
                insert.Steps.Add(Step(name, from, position: node));
                await AppliedAsync(insert);
                claimed.Sequence++;
                var change = After(claimed);
                change.Steps.Add(Step(name, to, position: node));

                var result = await Store.CommitAsync(change);

                var isFine = from == to || Transitions.IsAllowed(from, to);
                Assert.True(isFine == result.IsApplied, $"{from} to {to}: {result.Outcome}");
                Assert.Equal(isFine ? to : from, (await Store.GetStepsAsync(claimed.RunId)).Single(step => step.NodeId == name).Status);
                if (isFine) claimed.Sequence++;
            }
        }
    }

    [Fact]
    public async Task Named_updates_follow_the_same_table()
    {
        var fence = await RunningFenceAsync();
        var iteration = 0;
        foreach (var from in Enum.GetValues<StepStatus>())
        {
            foreach (var to in Enum.GetValues<StepStatus>())
            {
                var step = await Store.InsertStepAsync(fence, new() { StepName = "a", Role = "step", Iteration = iteration++ });
                if (from != StepStatus.Pending && !Transitions.IsAllowed(StepStatus.Pending, from)) await Update(step, StepStatus.Running);
                if (from != StepStatus.Pending) await Update(step, from);

                if (from.IsTerminal() && from == to) Assert.False(await Update(step, to));
                else if (Transitions.IsAllowed(from, to)) Assert.True(await Update(step, to));
                else await Assert.ThrowsAsync<ConflictException>(async () => await Update(step, to));
            }
        }

        async Task<bool> Update(long step, StepStatus status)
            => await Store.UpdateStepAsync(step, new() { Generation = fence.Generation, Status = status });
    }

    [Fact]
    public async Task An_unknown_step_is_not_found()
        => await Assert.ThrowsAsync<NotFoundException>(async () => await Store.UpdateStepAsync(987_654_321, StepUpdate.Failed(1, "no", 0)));

    [Fact]
    public async Task Steps_are_listed_by_position_path_and_attempt()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        var path = default(IterationPath);
        commit.Steps.Add(Step("c", StepStatus.Completed, attempt: 2, position: 2, path: path.Then(10)));
        commit.Steps.Add(Step("c", StepStatus.Failed, attempt: 1, position: 2, path: path.Then(10)));
        commit.Steps.Add(Step("c", StepStatus.Completed, position: 2, path: path.Then(9)));
        commit.Steps.Add(Step("a", StepStatus.Completed, position: 1));
        await AppliedAsync(commit);

        Assert.Equal(
            [("a", "", 1), ("c", "9", 1), ("c", "10", 1), ("c", "10", 2)],
            (await Store.GetStepsAsync(claimed.RunId)).Select(step => (step.NodeId, step.Path.ToString(), step.Attempt)));
    }

    [Fact]
    public async Task A_commit_tells_rounds_and_attempts_of_one_node_apart()
    {
        var claimed = await ClaimedAsync();
        for (var round = 0; round < 40; round++)
        {
            var commit = After(claimed);
            if (round > 0) commit.Steps.Add(Step("loop", StepStatus.Completed, position: round, path: default(IterationPath).Then(round - 1)) with { Output = Utf8($"{round - 1}") });
            commit.Steps.Add(Step("loop", StepStatus.Running, position: round + 1, path: default(IterationPath).Then(round)));
            await AppliedAsync(commit);
            claimed.Sequence++;
        }

        var steps = await Store.GetStepsAsync(claimed.RunId);

        Assert.Equal(40, steps.Count);
        Assert.All(steps.Take(39), step => Assert.Equal((StepStatus.Completed, step.Path.ToString()), (step.Status, step.StructuredOutput)));
        Assert.Equal(StepStatus.Running, steps[^1].Status);
    }

    [Fact]
    public async Task One_commit_may_take_a_row_through_several_statuses()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Pending));
        commit.Steps.Add(Step("a", StepStatus.Running));
        commit.Steps.Add(Step("a", StepStatus.Completed) with { Output = Utf8("1") });
        await AppliedAsync(commit);

        Assert.Equal((StepStatus.Completed, "1"), Assert.Single(await Store.GetStepsAsync(claimed.RunId)) is var row ? (row.Status, row.StructuredOutput) : default);
        Assert.Equal(["run-created", "run-started", "step-started", "step-completed"], await EventsAsync(claimed.RunId));
    }

    [Fact]
    public async Task An_update_keeps_what_it_does_not_give()
    {
        var claimed = await ClaimedAsync();
        var begin = After(claimed);
        begin.Steps.Add(Step("a", StepStatus.Running) with { StepName = "charge", Role = "actor", CanCommit = true, StartedAt = Time.Now, DueAt = Time.Now.AddMinutes(1) });
        await AppliedAsync(begin);
        claimed.Sequence++;
        var started = Time.Now;
        Time.Advance(TimeSpan.FromSeconds(3));
        var end = After(claimed);
        end.Steps.Add(Step("a", StepStatus.Failed, position: 99) with { Error = "boom", ErrorType = "T", Markers = "[]", Notes = "n", Tolerated = true });
        await AppliedAsync(end);

        var row = Assert.Single(await Store.GetStepsAsync(claimed.RunId));
        Assert.Equal(("charge", "actor", true, 1, started, Time.Now), (row.StepName, row.Role, row.CanCommit, row.Position, row.StartedAt, row.EndedAt));
        Assert.Equal((started.AddMinutes(1), "boom", "T", "[]", "n", true), (row.DueAt, row.StepError, row.ErrorType, row.MarkersOut, row.ContextOut, row.Tolerated));
        Assert.Equal((null, 0), (row.StructuredOutput, row.RetryCount));
    }

    [Fact]
    public async Task A_row_shows_how_far_its_attempt_is_until_a_write_says_more()
    {
        var claimed = await ClaimedAsync();
        async Task<(StepStatus, StepProgress?)> WrittenAsync(StepStatus status, StepProgress? progress)
        {
            var commit = After(claimed);
            commit.Steps.Add(Step("a", status) with { Progress = progress });
            await AppliedAsync(commit);
            claimed.Sequence++;
            return Assert.Single(await Store.GetStepsAsync(claimed.RunId)) is var row ? (row.Status, row.Progress) : default;
        }

        Assert.Equal((StepStatus.Running, null), await WrittenAsync(StepStatus.Running, null));
        Assert.Equal((StepStatus.Running, new StepProgress(1, 3)), await WrittenAsync(StepStatus.Running, new(1, 3)));
        Assert.Equal((StepStatus.Running, new StepProgress(1, 3)), await WrittenAsync(StepStatus.Running, null));
        Assert.Equal((StepStatus.Completed, new StepProgress(3, 3)), await WrittenAsync(StepStatus.Completed, new(3, 3)));
        Assert.Equal(["run-created", "run-started", "step-started", "step-completed"], await EventsAsync(claimed.RunId));
    }

    [Fact]
    public async Task The_retry_count_of_a_committed_row_is_its_attempt_less_one()
    {
        var claimed = await ClaimedAsync();
        var commit = After(claimed);
        commit.Steps.Add(Step("a", StepStatus.Running, attempt: 3));
        await AppliedAsync(commit);

        Assert.Equal(2, Assert.Single(await Store.GetStepsAsync(claimed.RunId)).RetryCount);
    }
}
