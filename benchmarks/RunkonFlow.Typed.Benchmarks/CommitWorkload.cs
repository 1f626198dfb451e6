using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Benchmarks;

/// <summary>
/// The work that the benchmarks of the durable stores share: runs that one worker owns, and for each of their commits one
/// step that ends, one that begins, and a frame of 200 bytes.
/// </summary>
internal static class CommitWorkload
{
    public const int Runs = 256;
    public const int CommitsPerRun = 40;

    public static readonly byte[] Frame = Encoding.UTF8.GetBytes(new string('f', 200));
    public static readonly byte[] Output = """{"ok":true,"value":12345}"""u8.ToArray();

    /// <summary>Creates the runs and claims them; the first step of each has begun.</summary>
    public static async Task<ClaimedRun[]> StartRunsAsync(IWorkflowPersistence store, int count = Runs)
    {
        await store.RegisterWorkerAsync(new("bench", "bench", TimeSpan.FromDays(1)));
        for (var i = 0; i < count; i++) await store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" });
        var runs = Enumerable.Range(0, count).Select(_ => new ClaimedRun()).ToArray();
        await store.ClaimRunsAsync(new() { Worker = "bench", Max = count, Workflows = [new("order", 1, "s1")] }, runs);
        foreach (var run in runs)
        {
            var commit = NewCommit(run);
            Fill(commit, run);
            await store.CommitAsync(commit);
        }
        return runs;
    }

    public static RunCommit NewCommit(ClaimedRun run) => new() { RunId = run.RunId, Generation = run.Generation };

    /// <summary>The run's next commit.</summary>
    public static void Fill(RunCommit commit, ClaimedRun run)
    {
        commit.Clear();
        commit.Sequence = run.Sequence++;
        commit.Status = RunStatus.Running;
        commit.MakesProgress = true;
        commit.Frame = Frame;
        commit.Shape = "s1";
        commit.AtNode = "review";
        if (run.LastPosition > 0) commit.Steps.Add(Step(run.LastPosition, StepStatus.Completed, Output));
        commit.Steps.Add(Step(++run.LastPosition, StepStatus.Running, default));
    }

    /// <summary>All commits of a run, one after the other.</summary>
    public static async Task CommitAllAsync(IWorkflowPersistence store, ClaimedRun run)
    {
        var commit = NewCommit(run);
        for (var i = 0; i < CommitsPerRun; i++)
        {
            Fill(commit, run);
            var result = await store.CommitAsync(commit);
            if (!result.IsApplied) throw new InvalidOperationException($"{result.Outcome}: {result.Reason}");
        }
    }

    private static StepWrite Step(int position, StepStatus status, ReadOnlyMemory<byte> output) => new()
    {
        NodeId = "review",
        StepName = "review",
        Role = "step",
        Path = default(IterationPath).Then(position),
        Attempt = 1,
        Position = position,
        Status = status,
        Output = output,
    };
}
