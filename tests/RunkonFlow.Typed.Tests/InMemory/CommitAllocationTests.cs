using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.Tests.InMemory;

[Collection(nameof(SerialCollection))]
public sealed class CommitAllocationTests
{
    private const int WarmRuns = 10_000;
    private const int MeasuredRuns = 100_000;
    private const int Retained = 1_000;

    private static readonly string[] s_nodes = ["reserve", "charge", "ship"];
    private static readonly byte[] s_frame = """{"position":"charge","slots":{"order":17,"customer":"c-4711"}}"""u8.ToArray();
    private static readonly byte[] s_output = """{"id":17}"""u8.ToArray();

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryPersistence _store;
    private readonly ClaimRequest _request;
    private readonly ClaimedRun[] _claimed = [new()];
    private readonly RunCommit _commit = new();

    public CommitAllocationTests()
    {
        _store = new(_time, new() { RetainFinishedRuns = Retained });
        _request = new() { Worker = "w1", Max = 1, Workflows = [new("order", 1, "shape")] };
    }

    [Fact]
    public async Task A_commit_allocates_nothing_while_finished_runs_are_recycled()
    {
        await _store.RegisterWorkerAsync(new("w1", "test", TimeSpan.FromDays(1)), TestContext.Current.CancellationToken);
        for (var run = 0; run < WarmRuns; run++) await RunAsync();

        var allocated = 0L;
        for (var run = 0; run < MeasuredRuns; run++) allocated += await RunAsync();

        Assert.Equal(0, allocated);
        var kept = await _store.ListRunsAsync(new() { IncludeEnded = true, PageSize = 1_000 }, TestContext.Current.CancellationToken);
        Assert.Equal((Retained, null), (kept.Runs.Count, kept.Next));
    }

    /// <summary>Creates, claims and ends a run of three steps, one of which is tried twice; returns the bytes its commits allocate.</summary>
    private async ValueTask<long> RunAsync()
    {
        await _store.CreateRunAsync(new() { Id = RunId.New(_time), WorkflowName = "order", Input = s_frame });
        Assert.Equal(1, (await _store.ClaimRunsAsync(_request, _claimed)).Count);
        var claimed = _claimed[0];

        var before = GC.GetAllocatedBytesForCurrentThread();
        (_commit.RunId, _commit.Generation, _commit.Sequence) = (claimed.RunId, claimed.Generation, claimed.Sequence);
        Begin(0, attempt: 1);
        Send();
        for (var step = 0; step < s_nodes.Length; step++)
        {
            if (step == 1)
            {
                _commit.Steps.Add(Row(step, 1, StepStatus.Failed) with { Error = "The card was declined.", ErrorType = "Declined" });
                Begin(step, attempt: 2);
                Send();
            }
            _commit.Steps.Add(Row(step, step == 1 ? 2 : 1, StepStatus.Completed) with { Output = s_output, EndedAt = _time.Now });
            _commit.MakesProgress = true;
            if (step + 1 < s_nodes.Length) Begin(step + 1, attempt: 1);
            else (_commit.Status, _commit.Output) = (RunStatus.Completed, s_output);
            Send();
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Begin(int step, int attempt)
    {
        _commit.Status = RunStatus.Running;
        (_commit.Frame, _commit.Shape, _commit.AtNode) = (s_frame, "shape", s_nodes[step]);
        _commit.Steps.Add(Row(step, attempt, StepStatus.Running) with { StartedAt = _time.Now });
    }

    private void Send()
    {
        var answer = _store.CommitAsync(_commit);
        if (!answer.IsCompletedSuccessfully || answer.GetAwaiter().GetResult().Outcome != CommitOutcome.Applied)
            throw new InvalidOperationException("A commit was not applied at once.");
        _commit.Clear();
        _commit.Sequence++;
    }

    private static StepWrite Row(int step, int attempt, StepStatus status) => new()
    {
        NodeId = s_nodes[step],
        StepName = s_nodes[step],
        Role = "step",
        Path = default(IterationPath).Then(step),
        Attempt = attempt,
        Position = step + 1,
        Status = status,
    };
}
