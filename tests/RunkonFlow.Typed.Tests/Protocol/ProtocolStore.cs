using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>The same actions on a real store: what each process knows is kept as in the model, what the store answers is its own.</summary>
internal sealed class ProtocolStore
{
    private static readonly TimeSpan s_timeToLive = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryPersistence _store;
    private readonly RunId[] _runs = new RunId[ProtocolModel.Runs];
    private readonly WorkerLease?[] _leases = new WorkerLease?[OwnerRows.Count + 1];
    private readonly bool[] _isRenewing = new bool[OwnerRows.Count + 1];
    private readonly ClaimedRun[] _claimed = [new(), new()];

    // What a process sends again, exactly as it was, by process and run.
    private readonly RunCommit?[,] _doubts = new RunCommit?[ProtocolModel.Processes, ProtocolModel.Runs];

    private ProtocolStore() => _store = new(_time);

    public static async Task<ProtocolStore> CreateAsync()
    {
        var store = new ProtocolStore();
        await store.RegisterAsync(ProtocolState.OwnerOf(0, 0));
        await store.RegisterAsync(ProtocolState.OwnerOf(1, 0));
        return store;
    }

    private async Task RegisterAsync(byte owner)
    {
        _leases[owner] = await _store.RegisterWorkerAsync(new($"worker-{owner}", "test", s_timeToLive));
        _isRenewing[owner] = true;
    }

    /// <summary>Lets one thing happen to the store.</summary>
    /// <param name="before">The state before it, for what the process believes.</param>
    /// <param name="action">What happens.</param>
    public async Task<ProtocolAnswer> ApplyAsync(ProtocolState before, ProtocolAction action)
    {
        switch (action.Kind)
        {
            case ActionKind.Create:
                _runs[action.Run] = RunId.New(_time);
                await _store.CreateRunAsync(new() { Id = _runs[action.Run], WorkflowName = "order" });
                return new(-1);
            case ActionKind.Claim:
                return await ClaimAsync(before.OwnerOf(action.Who));
            case ActionKind.CommitWithoutRequest:
                _doubts[action.Who, action.Run] = Commit(before, action);
                return new(-1);
            case ActionKind.CommitWithoutReply:
                return await CommitAsync(action, _doubts[action.Who, action.Run] = Commit(before, action));
            case ActionKind.Retry:
                return await CommitAsync(action, _doubts[action.Who, action.Run]!);
            case ActionKind.Signal:
                return new((int)(await _store.SignalAsync(_runs[action.Run], By(), new("news", "1"u8.ToArray()))).Outcome);
            case ActionKind.Decide:
                var gate = await _store.GetLatestStepAsync(_runs[action.Run], "gate", default);
                return new((int)(await _store.ApproveAsync(gate!.Id, By())).Outcome);
            case ActionKind.Expire:
                return await ExpireAsync(action.Who);
            case ActionKind.Recover:
                return new(await _store.RecoverExpiredAsync());
            case ActionKind.Heartbeat:
                return await HeartbeatAsync(before, action.Who);
            case ActionKind.Crash:
                await RegisterAsync(ProtocolState.OwnerOf(action.Who, 1));
                return new(-1);
            default:
                return await CommitAsync(action, Commit(before, action));
        }
    }

    private static Command By() => new(Guid.NewGuid(), "somebody");

    private async Task<ProtocolAnswer> ClaimAsync(byte owner)
    {
        var (count, _, _) = await _store.ClaimRunsAsync(
            new() { Worker = $"worker-{owner}", Max = ProtocolModel.Runs, Workflows = [new("order", 1, "shape-1")], PoisonLimit = 100 }, _claimed);
        var answer = new ProtocolAnswer(count);
        foreach (var claimed in _claimed.Take(count))
            answer = answer.With(Array.IndexOf(_runs, claimed.RunId), new(claimed.Generation, claimed.Sequence, claimed.InboxSequence));
        return answer;
    }

    private async Task<ProtocolAnswer> CommitAsync(ProtocolAction action, RunCommit commit)
    {
        var result = await _store.CommitAsync(commit);
        return new ProtocolAnswer((int)result.Outcome).With(action.Run, new(0, result.Sequence, result.InboxSequence));
    }

    private RunCommit Commit(ProtocolState before, ProtocolAction action)
    {
        var view = before.Process(action.Who)[action.Run];
        var status = CommitContent.Status(action.Content);
        var commit = new RunCommit
        {
            RunId = _runs[action.Run],
            Generation = view.Generation,
            Sequence = view.Sequence,
            SeenInbox = view.Seen,
            Status = status,
            Releases = status != RunStatus.Running,
            Output = new[] { (byte)('0' + action.Content) },
        };
        if (status == RunStatus.Waiting && before.Run(action.Run).Gate == GateState.None)
            commit.Steps.Add(new() { NodeId = "gate", StepName = "gate", Role = "gate", Attempt = 1, Position = 1, Status = StepStatus.Waiting, Gate = new() });
        return commit;
    }

    /// <summary>The time to live of every lease passes; all workers but those whose lease is to run out renew theirs right after it.</summary>
    private async Task<ProtocolAnswer> ExpireAsync(byte owner)
    {
        _isRenewing[owner] = false;
        _time.Advance(s_timeToLive);
        for (var other = 1; other <= OwnerRows.Count; other++)
            if (_isRenewing[other]) _leases[other] = await _store.HeartbeatAsync(_leases[other]!, s_timeToLive);
        return new(-1);
    }

    private async Task<ProtocolAnswer> HeartbeatAsync(ProtocolState before, byte process)
    {
        var owner = before.OwnerOf(process);
        var lease = await _store.HeartbeatAsync(_leases[owner]!, s_timeToLive);
        _isRenewing[owner] = lease is not null;
        if (lease is not null) _leases[owner] = lease;
        else if (before.Process(process).Incarnation == 0) await RegisterAsync(ProtocolState.OwnerOf(process, 1));
        return new(lease is null ? 0 : 1);
    }
}
