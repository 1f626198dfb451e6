using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_created_run_is_pending_at_generation_0_and_keeps_what_it_was_given()
    {
        var wanted = NewRun() with
        {
            WorkflowVersion = 3,
            WorkflowTitle = "Order",
            ParentRunId = "host-7",
            DryRun = true,
            Trigger = "hook",
            DefinitionSnapshot = "{}",
            Key = "k1",
            Input = Utf8("""{"n":1}"""),
            Tags = ["b", "a", "b"],
            Namespace = "team",
            Queue = "slow",
            Priority = 4,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        var (created, existed) = await Store.CreateRunAsync(wanted);

        Assert.False(existed);
        var run = await GetAsync(wanted.Id);
        foreach (var one in new[] { created, run })
        {
            Assert.Equal((wanted.Id, "order", 3, "Order", "host-7"), (one.Id, one.WorkflowName, one.WorkflowVersion, one.WorkflowTitle, one.ParentRunId));
            Assert.Equal((true, "hook", "{}", "k1", """{"n":1}"""), (one.DryRun, one.Trigger, one.DefinitionSnapshot, one.Key, Text(one.Input)));
            Assert.Equal(("team", "slow", 4, wanted.TraceParent), (one.Namespace, one.Queue, one.Priority, one.TraceParent));
            Assert.Equal(["a", "b"], one.Tags);
            Assert.Equal((RunStatus.Pending, 0L, 0L, null), (one.Status, one.Generation, one.Sequence, one.Owner));
            Assert.Equal((Time.Now, null, null), (one.CreatedAt, one.StartedAt, one.EndedAt));
            Assert.Equal((wanted.Id, null, 0), (one.RootRunId, one.ParentWorkflowRunId, one.Depth));
        }
    }

    [Fact]
    public async Task A_run_without_title_is_titled_by_its_workflow_and_parentless_ones_have_an_empty_host_parent()
    {
        var run = await GetAsync(await CreatedAsync());

        Assert.Equal(("order", ""), (run.WorkflowTitle, run.ParentRunId));
    }

    [Fact]
    public async Task An_unknown_run_is_nothing() => Assert.Null(await Store.GetRunAsync(RunId.New(Time)));

    [Fact]
    public async Task Creating_a_run_again_with_its_id_returns_it()
    {
        var wanted = NewRun();
        await Store.CreateRunAsync(wanted);

        var (run, existed) = await Store.CreateRunAsync(wanted with { Input = Utf8("other") });

        Assert.True(existed);
        Assert.Equal((wanted.Id, ""), (run.Id, Text(run.Input)));
        Assert.Equal(["run-created"], await EventsAsync(wanted.Id));
    }

    [Fact]
    public async Task The_same_key_returns_the_run_that_has_it()
    {
        var first = await CreatedAsync(NewRun() with { Key = "k" });

        var (run, existed) = await Store.CreateRunAsync(NewRun() with { Key = "k" });

        Assert.Equal((true, first), (existed, run.Id));
    }

    [Fact]
    public async Task A_key_is_bound_within_its_namespace_and_workflow_only()
    {
        await CreatedAsync(NewRun() with { Key = "k" });

        Assert.False((await Store.CreateRunAsync(NewRun("refund") with { Key = "k" })).Existed);
        Assert.False((await Store.CreateRunAsync(NewRun() with { Key = "k", Namespace = "other" })).Existed);
    }

    [Fact]
    public async Task A_key_stays_bound_after_the_runs_end()
    {
        var ended = await EndedAsync(RunStatus.Completed, NewRun() with { Key = "k" });

        Assert.Equal((ended, true), ((await Store.CreateRunAsync(NewRun() with { Key = "k" })) is var (run, existed) ? (run.Id, existed) : default));
    }

    [Fact]
    public async Task A_child_knows_its_parent_root_and_depth()
    {
        var root = await CreatedAsync();
        var child = await CreatedAsync(NewRun() with { ParentWorkflowRunId = root });
        var grandchild = await GetAsync(await CreatedAsync(NewRun() with { ParentWorkflowRunId = child }));

        Assert.Equal((child, root, 2), (grandchild.ParentWorkflowRunId, grandchild.RootRunId, grandchild.Depth));
    }

    [Fact]
    public async Task A_child_of_an_unknown_run_is_an_error()
        => await Assert.ThrowsAsync<NotFoundException>(async () => await Store.CreateRunAsync(NewRun() with { ParentWorkflowRunId = RunId.New(Time) }));

    [Fact]
    public async Task A_run_has_at_most_32_parents_above_it()
    {
        var deepest = await CreatedAsync();
        for (var depth = 1; depth <= 32; depth++) deepest = await CreatedAsync(NewRun() with { ParentWorkflowRunId = deepest });

        await Assert.ThrowsAsync<ConflictException>(async () => await Store.CreateRunAsync(NewRun() with { ParentWorkflowRunId = deepest }));
    }

    [Fact]
    public async Task An_empty_filter_lists_the_active_set()
    {
        var ended = await EndedAsync(RunStatus.Failed);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var active = await CreatedAsync();

        Assert.Equal([active], (await Store.ListRunsAsync(new())).Runs.Select(run => run.Id));
        Assert.Equal([ended], (await Store.ListRunsAsync(new() { Statuses = [RunStatus.Failed] })).Runs.Select(run => run.Id));
        Assert.Equal([active, ended], (await Store.ListRunsAsync(new() { IncludeEnded = true })).Runs.Select(run => run.Id));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_paged_without_gap_or_cap()
    {
        var ids = new List<RunId>();
        for (var i = 0; i < 25; i++)
        {
            // Several runs share a millisecond, so that the id decides.
            if (i % 4 == 0) Time.Advance(TimeSpan.FromMilliseconds(1));
            ids.Add(await CreatedAsync());
        }

        var listed = new List<WorkflowRun>();
        RunCursor? after = null;
        do
        {
            var page = await Store.ListRunsAsync(new() { PageSize = 10, After = after });
            listed.AddRange(page.Runs);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(25, listed.Count);
        Assert.Equal(ids.Order(), listed.Select(run => run.Id).Order());
        Assert.Equal(listed.OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id).Select(run => run.Id), listed.Select(run => run.Id));
    }

    [Fact]
    public async Task A_full_last_page_has_no_next()
    {
        await CreatedAsync();
        await CreatedAsync();

        Assert.Null((await Store.ListRunsAsync(new() { PageSize = 2 })).Next);
    }

    [Fact]
    public async Task Lists_are_narrowed_by_workflow_tag_parent_time_and_namespace()
    {
        var parent = await CreatedAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        var middle = Time.Now;
        var child = await CreatedAsync(NewRun("refund") with { ParentWorkflowRunId = parent, Tags = ["vip"] });
        Time.Advance(TimeSpan.FromSeconds(1));
        var elsewhere = await CreatedAsync(NewRun() with { Namespace = "other" });

        async Task<RunId[]> Listed(RunQuery query) => [.. (await Store.ListRunsAsync(query)).Runs.Select(run => run.Id)];
        Assert.Equal([child], await Listed(new() { WorkflowName = "refund" }));
        Assert.Equal([child], await Listed(new() { Tag = "vip" }));
        Assert.Equal([child], await Listed(new() { Parent = parent }));
        Assert.Equal([child], await Listed(new() { CreatedFrom = middle }));
        Assert.Equal([parent], await Listed(new() { CreatedTo = middle }));
        Assert.Equal([elsewhere], await Listed(new() { Namespace = "other" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_has_1_to_1000_runs(int size)
        => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ListRunsAsync(new() { PageSize = size }));

    [Fact]
    public async Task Tags_are_replaced_in_ordinal_order()
    {
        var id = await CreatedAsync(NewRun() with { Tags = ["old"] });

        var answer = await Store.SetTagsAsync(id, By("ann"), ["b", "B", "a", "a"]);

        Assert.Equal(CommandOutcome.Accepted, answer.Outcome);
        Assert.Equal(["B", "a", "b"], (await GetAsync(id)).Tags);
        Assert.Empty((await Store.ListRunsAsync(new() { Tag = "old" })).Runs);
        Assert.Single((await Store.ListRunsAsync(new() { Tag = "B" })).Runs);
    }

    [Fact]
    public async Task Times_are_utc_milliseconds()
    {
        Time.Advance(TimeSpan.FromTicks(12_345));
        var run = await GetAsync(await CreatedAsync());

        Assert.Equal(TimeSpan.Zero, run.CreatedAt.Offset);
        Assert.Equal(0, run.CreatedAt.Ticks % TimeSpan.TicksPerMillisecond);
        Assert.Equal(run.CreatedAt, await Store.GetUtcNowAsync());
    }
}
