using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests;

public sealed class AllocationTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_commit_allocates_nothing_once_warm()
    {
        using var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path, Synchronous = SqliteSynchronous.Normal });
        var run = Assert.Single(await RunsUnderWay.StartAsync(store, 1));
        var commit = new RunCommit { RunId = run.RunId, Generation = run.Generation };
        var frame = new byte[300];
        for (var i = 0; i < 500; i++) Commit(store, run, commit, frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++) Commit(store, run, commit, frame);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < 500, $"{allocated} bytes in 500 commits");
    }

    private static void Commit(SqlitePersistence store, ClaimedRun run, RunCommit commit, byte[] frame)
    {
        commit.Clear();
        commit.Sequence = run.Sequence++;
        commit.Status = RunStatus.Running;
        commit.MakesProgress = true;
        commit.Frame = frame;
        commit.Shape = "s1";
        if (run.LastPosition > 0) commit.Steps.Add(RunsUnderWay.Step("work", run.LastPosition, StepStatus.Completed));
        commit.Steps.Add(RunsUnderWay.Step("work", ++run.LastPosition, StepStatus.Running));
        var task = store.CommitAsync(commit);
        if (!task.IsCompletedSuccessfully || !task.Result.IsApplied) Assert.Fail("A lone commit is done and applied when the call returns.");
    }
}
