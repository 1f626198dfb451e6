using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests;

/// <summary>How often the server is asked.</summary>
public sealed class RoundTripTests
{
    private static readonly TimeSpan s_leaseTime = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_run_of_ten_steps_alone_is_thirteen_calls_at_most_heartbeats_apart()
    {
        var store = await OpenAsync();
        await store.RegisterWorkerAsync(new("w1", "test", s_leaseTime));
        var before = store.RoundTrips;

        var id = (await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" })).Run.Id;
        var run = Assert.Single(await ClaimAsync(store, 1));
        for (var step = 1; step <= 10; step++) Assert.Equal(CommitOutcome.Applied, (await store.CommitAsync(Step(run, step, ends: step == 10))).Outcome);
        var ended = await store.GetRunAsync(id);

        Assert.Equal(RunStatus.Completed, ended!.Status);
        Assert.InRange(store.RoundTrips - before, 1, 13);
    }

    [Fact]
    public async Task Commits_of_many_runs_ride_together()
    {
        const int Runs = 256;
        var store = await OpenAsync();
        await store.RegisterWorkerAsync(new("w1", "test", s_leaseTime));
        for (var i = 0; i < Runs; i++) await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" });
        var runs = await ClaimAsync(store, Runs);
        Assert.Equal(Runs, runs.Count);
        var before = store.RoundTrips;

        await Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            for (var step = 1; step <= 5; step++) Assert.Equal(CommitOutcome.Applied, (await store.CommitAsync(Step(run, step, ends: false))).Outcome);
        })));

        Assert.InRange(store.RoundTrips - before, 1, Runs * 5 / 5);
    }

    [Fact]
    public async Task A_commit_that_the_server_cannot_take_fails_alone()
    {
        const int Runs = 12;
        var store = await OpenAsync();
        await store.RegisterWorkerAsync(new("w1", "test", s_leaseTime));
        for (var i = 0; i < Runs; i++) await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" });
        var runs = await ClaimAsync(store, Runs);

        var commits = runs.Select((run, i) =>
        {
            var commit = Step(run, 1, ends: false);
            // A name that the column cannot hold.
            if (i == 7) commit.Steps[0] = commit.Steps[0] with { NodeId = new string('n', 401) };
            return store.CommitAsync(commit).AsTask();
        }).ToArray();

        for (var i = 0; i < Runs; i++)
        {
            if (i == 7) await Assert.ThrowsAnyAsync<ArgumentException>(() => commits[i]);
            else Assert.Equal(CommitOutcome.Applied, (await commits[i]).Outcome);
        }
    }

    [Fact]
    public async Task A_claim_that_is_repeated_gets_what_it_got()
    {
        var store = await OpenAsync();
        await store.RegisterWorkerAsync(new("w1", "test", s_leaseTime));
        await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" });
        await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" });
        var first = Assert.Single(await ClaimAsync(store, 1));

        store.RepeatClaim("w1");
        var again = Assert.Single(await ClaimAsync(store, 1));

        Assert.Equal((first.RunId, first.Generation), (again.RunId, again.Generation));
        Assert.NotEqual(first.RunId, Assert.Single(await ClaimAsync(store, 1)).RunId);
    }

    private static async Task<SqlServerPersistence> OpenAsync() => new(await TestDatabase.EmptyAsync("rf_round_trips", null));

    private static async Task<List<ClaimedRun>> ClaimAsync(SqlServerPersistence store, int max)
    {
        var into = Enumerable.Range(0, max).Select(_ => new ClaimedRun()).ToArray();
        var answer = await store.ClaimRunsAsync(new() { Worker = "w1", Max = max, Workflows = [new("order", 1, "shape-1")] }, into);
        return [.. into.Take(answer.Count)];
    }

    private static RunCommit Step(ClaimedRun run, int step, bool ends)
    {
        var commit = new RunCommit
        {
            RunId = run.RunId,
            Generation = run.Generation,
            Sequence = run.Sequence + step - 1,
            Status = ends ? RunStatus.Completed : RunStatus.Running,
            Frame = "{}"u8.ToArray(),
            MakesProgress = true,
        };
        if (step > 1) commit.Steps.Add(Row(step - 1, StepStatus.Completed));
        commit.Steps.Add(Row(step, ends ? StepStatus.Completed : StepStatus.Running));
        return commit;
    }

    private static StepWrite Row(int step, StepStatus status) => new()
    {
        NodeId = $"s{step}",
        StepName = $"s{step}",
        Role = "step",
        Attempt = 1,
        Position = step,
        Status = status,
    };
}
