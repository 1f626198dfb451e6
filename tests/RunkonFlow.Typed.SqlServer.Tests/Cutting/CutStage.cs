using System.Text;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Tests.Cutting;

/// <summary>Runs in every state that an operation may need, and a picture of what is stored of them afterwards.</summary>
internal sealed class CutStage
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(1);

    private readonly IWorkflowPersistence _store;
    private readonly List<RunId> _ids = [];

    private CutStage(IWorkflowPersistence store) => _store = store;

    public required WorkerLease Lease { get; init; }

    /// <summary>The id that a run to be created gets.</summary>
    public RunId NewId { get; } = RunId.New(TimeProvider.System);

    /// <summary>The id that a child, or an item's run, to be created gets.</summary>
    public RunId NewChildId { get; } = RunId.New(TimeProvider.System);

    public Guid CommandId { get; } = Guid.NewGuid();

    /// <summary>Owned by the worker, one step begun.</summary>
    public ClaimedRun Owned { get; private set; } = new();

    /// <summary>Parked at a gate that needs two approvals.</summary>
    public RunId AtGate { get; private set; }

    public long GateStep { get; private set; }

    public RunId Fresh { get; private set; }

    public RunId Suspended { get; private set; }

    public RunId Failed { get; private set; }

    /// <summary>Leased to a host under a token, with a pending step and an item.</summary>
    public RunFence Leased { get; private set; }

    public long LeasedStep { get; private set; }

    public long LeasedItem { get; private set; }

    public Command Command => new(CommandId, "somebody", "because");

    public static async Task<CutStage> SetAsync(IWorkflowPersistence store)
    {
        var stage = new CutStage(store) { Lease = await store.RegisterWorkerAsync(new("w1", "test", TimeToLive)) };
        await store.RegisterWorkerAsync(new("late", "test", TimeSpan.FromMilliseconds(1)));
        stage.Owned = await stage.ClaimedAsync();
        await stage.AppliedAsync(stage.Owned, commit => commit.Steps.Add(Step("first", StepStatus.Running)));
        await store.SignalAsync(stage.Owned.RunId, new(Guid.NewGuid(), "somebody"), new("news", "1"u8.ToArray(), "known"));
        stage.Owned.InboxSequence = 1;

        var atGate = await stage.ClaimedAsync();
        stage.AtGate = atGate.RunId;
        await stage.AppliedAsync(atGate, commit =>
        {
            (commit.Status, commit.Releases) = (RunStatus.Waiting, true);
            commit.Steps.Add(Step("gate", StepStatus.Waiting) with { Role = "gate", Gate = new() { MinApprovals = 2 } });
        });
        stage.GateStep = (await store.GetStepsAsync(stage.AtGate))[0].Id;
        stage.Suspended = await stage.EndedAsync(RunStatus.Suspended);
        stage.Failed = await stage.EndedAsync(RunStatus.Failed);

        var leased = await stage.CreatedAsync("leased");
        stage.Leased = new(leased, (await store.AcquireLeaseAsync(leased, "host", TimeToLive)).Generation!.Value);
        await store.UpdateRunStatusAsync(leased, stage.Leased, RunStatus.Running);
        stage.LeasedStep = await store.InsertStepAsync(stage.Leased, new() { StepName = "named", Role = "step" });
        stage.LeasedItem = await store.InsertFanOutItemAsync(stage.Leased, stage.LeasedStep, new("thing", "1", "ref", new Dictionary<string, string>()));
        stage.Fresh = await stage.CreatedAsync("order");
        return stage;
    }

    public static StepWrite Step(string node, StepStatus status) => new()
    {
        NodeId = node,
        StepName = node,
        Role = "step",
        Attempt = 1,
        Position = 1,
        Status = status,
        Output = status == StepStatus.Completed ? "42"u8.ToArray() : default,
    };

    public static RunCommit After(ClaimedRun run) => new()
    {
        RunId = run.RunId,
        Generation = run.Generation,
        Sequence = run.Sequence,
        SeenInbox = run.InboxSequence,
        Status = RunStatus.Running,
        Frame = "{}"u8.ToArray(),
        MakesProgress = true,
    };

    private async Task<RunId> CreatedAsync(string workflow)
    {
        var id = (await _store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = workflow })).Run.Id;
        _ids.Add(id);
        return id;
    }

    private async Task<ClaimedRun> ClaimedAsync()
    {
        await CreatedAsync("order");
        ClaimedRun[] into = [new()];
        Assert.Equal(1, (await _store.ClaimRunsAsync(Asking, into)).Count);
        return into[0];
    }

    public static ClaimRequest Asking => new() { Worker = "w1", Max = 1, Workflows = [new("order", 1, "shape")] };

    private async Task AppliedAsync(ClaimedRun run, Action<RunCommit> fill)
    {
        var commit = After(run);
        fill(commit);
        Assert.Equal(CommitOutcome.Applied, (await _store.CommitAsync(commit)).Outcome);
        run.Sequence++;
    }

    private async Task<RunId> EndedAsync(RunStatus status)
    {
        var run = await ClaimedAsync();
        await AppliedAsync(run, commit => (commit.Status, commit.Error) = (status, "it is over"));
        return run.RunId;
    }

    /// <summary>What is stored, without ids and times.</summary>
    public async Task<string> PictureAsync(IWorkflowPersistence store)
    {
        var picture = new StringBuilder();
        RunId[] all = [.. _ids, NewId, NewChildId];
        for (var number = 0; number < all.Length; number++) await DrawAsync(store, number, all[number], picture);
        return picture.ToString();
    }

    private static async Task DrawAsync(IWorkflowPersistence store, int number, RunId id, StringBuilder picture)
    {
        if (await store.GetRunAsync(id) is not { } run)
        {
            picture.AppendLine($"run {number}: none");
            return;
        }
        picture.AppendLine($"run {number}: {run.Status} generation {run.Generation} owner {run.Owner} by {run.CancelRequest?.By} [{string.Join(' ', run.Tags)}]");
        foreach (var step in await store.GetStepsAsync(id))
        {
            picture.AppendLine($"  step {step.NodeId} {step.Status} attempt {step.Attempt} {step.ResultText} {step.StructuredOutput} {step.StepError}");
            foreach (var item in await store.GetFanOutItemsAsync(step.Id)) picture.AppendLine($"    item {item.ItemId} {item.Status}");
            foreach (var outcome in await store.GetOutcomesAsync(id, new(step.NodeId, step.Path, step.Attempt))) picture.AppendLine($"    outcome {outcome.Status}");
            if (step.Gate is { } gate) picture.AppendLine($"    gate {gate.DecidedBy} approved {gate.ApprovedAt is not null} {gate.Feedback}");
        }
        foreach (var signal in await store.GetSignalsAsync(id)) picture.AppendLine($"  signal {signal.Number} {signal.Signal.Name} {signal.Signal.Key}");
        // A child is told by its id, which is another each time.
        foreach (var one in await store.GetEventsAsync(id)) picture.AppendLine($"  event {one.Number} {one.Kind} {(one.Kind == "child-started" ? "" : one.Detail)}");
        foreach (var entry in await store.GetAuditAsync(id)) picture.AppendLine($"  audit {entry.Verb} {entry.By} {entry.Answer.Outcome}");
    }
}
