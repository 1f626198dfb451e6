using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>Runs that one worker has claimed, and commits for them.</summary>
internal static class RunsUnderWay
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<List<ClaimedRun>> StartAsync(SqlitePersistence store, int count, string worker = "w1")
    {
        await store.RegisterWorkerAsync(new(worker, "test", TimeSpan.FromHours(1)), Token);
        for (var i = 0; i < count; i++) await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" }, Token);
        var into = Enumerable.Range(0, count).Select(_ => new ClaimedRun()).ToArray();
        Assert.Equal(count, (await store.ClaimRunsAsync(new() { Worker = worker, Max = count, Workflows = [new("order", 1, "s1")] }, into, Token)).Count);
        return [.. into];
    }

    /// <summary>The next commit of a run: one step begins.</summary>
    public static RunCommit Next(ClaimedRun run, string node = "work")
    {
        var commit = new RunCommit { RunId = run.RunId, Generation = run.Generation, Sequence = run.Sequence, Status = RunStatus.Running };
        commit.Steps.Add(Step(node, ++run.LastPosition, StepStatus.Running));
        run.Sequence++;
        return commit;
    }

    public static StepWrite Step(string node, int position, StepStatus status) => new()
    {
        NodeId = node,
        StepName = node,
        Role = "step",
        Path = default(Machines.IterationPath).Then(position),
        Attempt = 1,
        Position = position,
        Status = status,
    };
}
