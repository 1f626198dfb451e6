using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_sink_is_given_every_event_from_its_registration_on_in_the_order_of_the_commits()
    {
        SkipWithoutSinks();
        var early = await CreatedAsync();
        await Store.RegisterSinkAsync("s");
        var first = await ClaimedAsync();
        var second = await ClaimedAsync();
        await RoundAsync(second, Step("a", StepStatus.Completed));
        await RoundAsync(first, Step("a", StepStatus.Running), Step("b", StepStatus.Running, position: 2));
        await Store.SignalAsync(second.RunId, By("ann"), new("s", Utf8("1")));
        await EndAsync(first, RunStatus.Completed);

        var batch = await ReadAllAsync("s");

        foreach (var id in new[] { first.RunId, second.RunId })
            Assert.Equal(await Store.GetEventsAsync(id), batch.Where(one => one.RunId == id));
        Assert.DoesNotContain(batch, one => one.RunId == early && one.Kind == "run-created");
        Assert.True(Index(second.RunId, "step-completed") < Index(first.RunId, "step-started"));
        Assert.True(Index(first.RunId, "step-started") < Index(second.RunId, "signal"));
        Assert.True(Index(second.RunId, "signal") < Index(first.RunId, "run-completed"));

        int Index(RunId run, string kind) => batch.FindIndex(one => one.RunId == run && one.Kind == kind);
    }

    [Fact]
    public async Task Items_of_a_fan_out_are_fed_from_their_creation_on()
    {
        SkipWithoutSinks();
        await Store.RegisterSinkAsync("s");
        var parent = await FannedOutAsync(FanOut([Start("a"), Start("b")], maxParallel: 1));
        foreach (var key in new[] { "a", "b" }) await EndAsync((await RunningAsync())[key], RunStatus.Completed, "1");

        var batch = await ReadAllAsync("s");

        foreach (var run in batch.Select(one => one.RunId).Distinct())
            Assert.Equal(await Store.GetEventsAsync(run), batch.Where(one => one.RunId == run));
        Assert.Equal(3, batch.Select(one => one.RunId).Distinct().Count());
        Assert.Contains(batch, one => one.RunId == parent.RunId && one.Kind == RunEventKinds.FanOutCollected);
    }

    [Fact]
    public async Task A_cursor_moves_for_the_holder_only_and_never_back()
    {
        SkipWithoutSinks();
        await Store.RegisterSinkAsync("s");
        await CreatedAsync();
        var batch = await Store.ReadSinkAsync("s");
        Assert.Single(batch.Events);
        Assert.Equal(batch.Events, (await Store.ReadSinkAsync("s")).Events);

        Assert.False(await Store.AdvanceSinkAsync("s", "w1", batch.Cursor));
        Assert.True(await Store.AcquireSinkAsync("s", "w1", s_leaseTime));
        Assert.False(await Store.AdvanceSinkAsync("s", "w2", batch.Cursor));
        Assert.True(await Store.AdvanceSinkAsync("s", "w1", batch.Cursor));
        Assert.True(await Store.AdvanceSinkAsync("s", "w1", 0));

        Assert.Empty((await Store.ReadSinkAsync("s")).Events);
        await Store.RegisterSinkAsync("s");
        Assert.Empty((await Store.ReadSinkAsync("s")).Events);
    }

    [Fact]
    public async Task A_sink_is_held_by_one_until_its_time_is_over_or_it_lets_go()
    {
        SkipWithoutSinks();
        await Store.RegisterSinkAsync("s");
        Assert.False(await Store.AcquireSinkAsync("unknown", "w1", s_leaseTime));

        Assert.True(await Store.AcquireSinkAsync("s", "w1", s_leaseTime));
        Assert.False(await Store.AcquireSinkAsync("s", "w2", s_leaseTime));
        Time.Advance(s_leaseTime / 2);
        Assert.True(await Store.AcquireSinkAsync("s", "w1", s_leaseTime));
        Time.Advance(s_leaseTime / 2);
        Assert.False(await Store.AcquireSinkAsync("s", "w2", s_leaseTime));
        Time.Advance(s_leaseTime / 2);
        Assert.False(await Store.AdvanceSinkAsync("s", "w1", 0));
        Assert.True(await Store.AcquireSinkAsync("s", "w2", s_leaseTime));
        await Store.ReleaseSinkAsync("s", "w1");
        Assert.False(await Store.AcquireSinkAsync("s", "w1", s_leaseTime));
        await Store.ReleaseSinkAsync("s", "w2");
        Assert.True(await Store.AcquireSinkAsync("s", "w1", s_leaseTime));
    }

    [Fact]
    public async Task Sinks_have_cursors_of_their_own_and_a_removed_one_keeps_nothing_back()
    {
        SkipWithoutSinks();
        await Store.RegisterSinkAsync("s");
        await Store.RegisterSinkAsync("t");
        await CreatedAsync();
        await Store.AcquireSinkAsync("s", "w1", s_leaseTime);
        await Store.AdvanceSinkAsync("s", "w1", (await Store.ReadSinkAsync("s")).Cursor);
        await CreatedAsync();

        Assert.Single((await Store.ReadSinkAsync("s")).Events);
        Assert.Equal(2, (await Store.ReadSinkAsync("t")).Events.Count);
        Assert.Single((await Store.ReadSinkAsync("t", maxCommits: 1)).Events);
        await Store.RemoveSinkAsync("t");
        Assert.Empty((await Store.ReadSinkAsync("t")).Events);
        Assert.Single((await Store.ReadSinkAsync("s")).Events);
        await Store.RegisterSinkAsync("t");
        Assert.Empty((await Store.ReadSinkAsync("t")).Events);
    }

    [Fact]
    public async Task A_sink_that_reads_while_many_commit_misses_nothing_and_gets_each_runs_events_in_order()
    {
        SkipWithoutSinks();
        const int Writers = 6;
        const int RunsEach = 4;
        await Store.RegisterSinkAsync("s");
        for (var i = 0; i < Writers; i++) await WorkerAsync($"w{i}");
        Assert.True(await Store.AcquireSinkAsync("s", "w0", s_leaseTime));

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(number => Task.Run(() => WriteRunsAsync($"order-{number}", $"w{number}", RunsEach))));
        var given = new List<RunEvent>();
        for (var isLast = false; !isLast;)
        {
            isLast = writing.IsCompleted;
            while (await Store.ReadSinkAsync("s", maxCommits: 7) is { Events.Count: > 0 } batch)
            {
                given.AddRange(batch.Events);
                Assert.True(await Store.AdvanceSinkAsync("s", "w0", batch.Cursor));
            }
        }

        var ids = (await writing).SelectMany(ids => ids).ToArray();
        foreach (var id in ids) Assert.Equal(await Store.GetEventsAsync(id), given.Where(one => one.RunId == id));
        Assert.Equal((Writers * RunsEach, 0), (ids.Length, given.Count(one => !ids.Contains(one.RunId))));
    }

    [Fact]
    public async Task A_sink_is_given_the_events_of_rounds_that_are_trimmed_meanwhile()
    {
        SkipWithoutSinks();
        await Store.RegisterSinkAsync("s");
        var claimed = await ClaimedAsync();
        var expected = new List<RunEvent>();
        for (var round = 0; round < 6; round++)
        {
            var commit = After(claimed);
            commit.Steps.Add(Beat(round));
            commit.TrimBefore = round - 1;
            claimed.Sequence = (await AppliedAsync(commit)).Sequence;
            expected.AddRange(await Store.GetEventsAsync(claimed.RunId, after: expected.Count));
        }

        Assert.Equal(expected, await ReadAllAsync("s"));

        var trim = After(claimed);
        trim.Steps.Add(Beat(6));
        trim.TrimBefore = 6;
        await AppliedAsync(trim);
        Assert.Equal("6", Assert.Single(await Store.GetStepsAsync(claimed.RunId)).Path.ToString());
        Assert.Equal(expected.Count + 1, Assert.Single(await ReadAllAsync("s")).Number);
    }

    [Fact]
    public async Task Runs_that_are_purged_keep_nothing_back_from_a_sink()
    {
        SkipWithoutSinks();
        await Store.RegisterSinkAsync("s");
        for (var i = 0; i < 3; i++) await EndedAsync(RunStatus.Completed);
        await Store.ReadSinkAsync("s");
        for (var i = 0; i < 3; i++) await EndedAsync(RunStatus.Completed);
        Time.Advance(TimeSpan.FromDays(1));
        var left = await CreatedAsync();

        Assert.Equal(6, await Store.PurgeAsync(Time.GetUtcNow() - TimeSpan.FromHours(1)));

        Assert.Equal(await Store.GetEventsAsync(left), (await ReadAllAsync("s")).Where(one => one.RunId == left));
    }

    /// <summary>Runs one after another, of a workflow that only this worker asks for; returns their ids.</summary>
    private async Task<List<RunId>> WriteRunsAsync(string workflow, string worker, int runs)
    {
        var ids = new List<RunId>();
        for (var i = 0; i < runs; i++)
        {
            var id = await CreatedAsync(NewRun(workflow));
            var run = Assert.Single(await ClaimAsync(Asking(worker, 10, workflow)));
            await Store.SignalAsync(id, By("ann"), new("s", Utf8("1")));
            for (var step = 1; step <= 3; step++)
                await RoundAsync(run, Step($"a{step}", StepStatus.Completed, position: step), Step($"b{step}", StepStatus.Running, position: step));
            run.InboxSequence = 1;
            await AppliedAsync(After(run, RunStatus.Completed));
            ids.Add(id);
        }
        return ids;
    }

    private async Task<List<RunEvent>> ReadAllAsync(string sink)
    {
        var all = new List<RunEvent>();
        Assert.True(await Store.AcquireSinkAsync(sink, "w1", s_leaseTime));
        while (await Store.ReadSinkAsync(sink, maxCommits: 2) is { Events.Count: > 0 } batch)
        {
            all.AddRange(batch.Events);
            Assert.True(await Store.AdvanceSinkAsync(sink, "w1", batch.Cursor));
        }
        return all;
    }
}
