using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>
/// The lease, commit and inbox protocol in small: what a store does with each call, and what a process makes of the answer. A
/// fault can be planted in the store's part.
/// </summary>
internal sealed class ProtocolModel(ProtocolBounds bounds, ProtocolFault fault = ProtocolFault.None)
{
    public const int Runs = 2;
    public const int Processes = 2;

    /// <summary>Everything that may happen next.</summary>
    public void Offer(in ProtocolState state, List<ProtocolAction> into)
    {
        into.Clear();
        for (byte run = 0; run < Runs; run++) OfferOfRun(state, run, into);
        for (byte process = 0; process < Processes; process++) OfferOfProcess(state, process, into);
        var canRecover = false;
        for (byte owner = 1; owner <= OwnerRows.Count; owner++)
        {
            if (state.Owners[owner] == OwnerState.Alive) into.Add(new(ActionKind.Expire, owner));
            canRecover |= state.Owners[owner] == OwnerState.Expired;
        }
        if (canRecover) into.Add(new(ActionKind.Recover));
    }

    private void OfferOfRun(in ProtocolState state, byte number, List<ProtocolAction> into)
    {
        var run = state.Run(number);
        if (!run.Exists)
        {
            into.Add(new(ActionKind.Create, Run: number));
            return;
        }
        if (run.Truth.Signals < bounds.Signals) into.Add(new(ActionKind.Signal, Run: number));
        if (run.Gate != GateState.None) into.Add(new(ActionKind.Decide, Run: number));
    }

    private void OfferOfProcess(in ProtocolState state, byte process, List<ProtocolAction> into)
    {
        var row = state.Owners[state.OwnerOf(process)];
        if (row != OwnerState.Absent && IsAnyClaimable(state)) into.Add(new(ActionKind.Claim, process));
        if (row != OwnerState.Alive) into.Add(new(ActionKind.Heartbeat, process));
        if (state.CrashesLeft > 0 && state.Process(process).Incarnation == 0) into.Add(new(ActionKind.Crash, process));
        for (byte run = 0; run < Runs; run++)
        {
            var view = state.Process(process)[run];
            if (!view.Exists) continue;
            if (view.Doubt > 0)
            {
                into.Add(new(ActionKind.Retry, process, run, view.Doubt));
                if (state.ClonesLeft > 0) into.Add(new(ActionKind.CommitOfClone, process, run, CommitContent.Clone(view.Doubt)));
                continue;
            }
            for (var content = view.Sequence < bounds.Commits ? CommitContent.Step : CommitContent.End; content <= CommitContent.End; content++)
            {
                into.Add(new(ActionKind.Commit, process, run, content));
                if (state.LossesLeft == 0) continue;
                into.Add(new(ActionKind.CommitWithoutReply, process, run, content));
                into.Add(new(ActionKind.CommitWithoutRequest, process, run, content));
            }
        }
    }

    private bool IsAnyClaimable(in ProtocolState state)
    {
        var any = false;
        for (var run = 0; run < Runs; run++)
        {
            if (!CanClaim(state.Run(run))) continue;
            if (state.Run(run).Truth.Handouts >= bounds.Generations) return false;
            any = true;
        }
        return any;
    }

    private bool CanClaim(RunState run) => run.IsClaimable || (fault == ProtocolFault.ClaimTakesOwnedRuns && run.Exists && run.Status == RunStatus.Running);

    /// <summary>Lets one thing happen.</summary>
    public (ProtocolState State, ProtocolAnswer Answer) Apply(in ProtocolState state, ProtocolAction action) => action.Kind switch
    {
        ActionKind.Create => (state.With(action.Run, new RunState { Exists = true, IsDue = true }), new(-1)),
        ActionKind.Claim => Claim(state, action.Who),
        ActionKind.Commit or ActionKind.Retry => Commit(state, action),
        ActionKind.CommitWithoutReply or ActionKind.CommitWithoutRequest => LoseCommit(state, action),
        ActionKind.CommitOfClone => CommitOfClone(state, action),
        ActionKind.Signal => Signal(state, action.Run),
        ActionKind.Decide => Decide(state, action.Run),
        ActionKind.Expire => (state with { Owners = state.Owners.With(action.Who, OwnerState.Expired) }, new(-1)),
        ActionKind.Recover => Recover(state),
        ActionKind.Heartbeat => Heartbeat(state, action.Who),
        _ => (Restarted(state with { CrashesLeft = (byte)(state.CrashesLeft - 1) }, action.Who), new(-1)),
    };

    private (ProtocolState, ProtocolAnswer) Claim(ProtocolState state, int process)
    {
        var owner = state.OwnerOf(process);
        if (state.Owners[owner] != OwnerState.Alive) return (state, new(0));
        var answer = new ProtocolAnswer(0);
        for (var number = 0; number < Runs; number++)
        {
            var run = state.Run(number);
            if (!CanClaim(run)) continue;
            run = run with
            {
                Status = RunStatus.Running,
                Owner = owner,
                Generation = fault == ProtocolFault.ClaimKeepsTheGeneration ? Math.Max((byte)1, run.Generation) : (byte)(run.Generation + 1),
                Digest = 0,
                IsDue = false,
                Truth = run.Truth with { Handouts = (byte)(run.Truth.Handouts + 1), IsHeld = true },
            };
            var seen = fault == ProtocolFault.ClaimForgetsTheInbox ? (byte)0 : run.Inbox;
            state = state.With(number, run).With(process, number, new RunView(run.Truth.Handouts, run.Generation, run.Sequence, seen, 0, false));
            answer = (answer with { Outcome = answer.Outcome + 1 }).With(number, new(run.Generation, run.Sequence, seen));
        }
        return (state, answer);
    }

    private (ProtocolState, ProtocolAnswer) Commit(ProtocolState state, ProtocolAction action)
    {
        var view = state.Process(action.Who)[action.Run];
        var (run, outcome) = Store(state.Run(action.Run), view, action.Content);
        state = state.With(action.Run, run);
        var isOver = outcome > CommitOutcome.AlreadyApplied || CommitContent.Status(action.Content) != RunStatus.Running;
        view = isOver ? default : view with { Sequence = run.Sequence, Seen = run.Inbox, Doubt = 0, WasApplied = false };
        return (state.With(action.Who, action.Run, view), new ProtocolAnswer((int)outcome).With(action.Run, new(0, run.Sequence, run.Inbox)));
    }

    private (ProtocolState, ProtocolAnswer) LoseCommit(ProtocolState state, ProtocolAction action)
    {
        var view = state.Process(action.Who)[action.Run] with { Doubt = action.Content };
        state = state with { LossesLeft = (byte)(state.LossesLeft - 1) };
        if (action.Kind == ActionKind.CommitWithoutRequest) return (state.With(action.Who, action.Run, view), new(-1));
        var (run, outcome) = Store(state.Run(action.Run), view, action.Content);
        view = view with { WasApplied = outcome == CommitOutcome.Applied };
        return (state.With(action.Run, run).With(action.Who, action.Run, view), new ProtocolAnswer((int)outcome).With(action.Run, new(0, run.Sequence, run.Inbox)));
    }

    private (ProtocolState, ProtocolAnswer) CommitOfClone(ProtocolState state, ProtocolAction action)
    {
        var (run, outcome) = Store(state.Run(action.Run), state.Process(action.Who)[action.Run], action.Content);
        state = state.With(action.Run, run) with { ClonesLeft = (byte)(state.ClonesLeft - 1) };
        return (state, new ProtocolAnswer((int)outcome).With(action.Run, new(0, run.Sequence, run.Inbox)));
    }

    /// <summary>The store's side of a commit: the order of its checks is the contract's.</summary>
    private (RunState, CommitOutcome) Store(RunState run, RunView view, byte content)
    {
        if (run.Generation != view.Generation && fault != ProtocolFault.CommitIgnoresTheGeneration) return (run, CommitOutcome.Fenced);
        var isSameContent = run.Digest == content || (fault == ProtocolFault.RepeatIgnoresTheContent && run.Digest > 0);
        if (run.Sequence == view.Sequence + 1 && isSameContent && fault != ProtocolFault.RepeatIsUnknown) return (run, CommitOutcome.AlreadyApplied);
        if (run.Sequence != view.Sequence && fault != ProtocolFault.CommitIgnoresTheSequence) return (run, CommitOutcome.Fenced);
        if (run.Owner == 0 && fault != ProtocolFault.CommitOfUnownedRuns) return (run, CommitOutcome.Fenced);

        var status = CommitContent.Status(content);
        var isParked = status == RunStatus.Waiting;
        var gate = isParked && run.Gate == GateState.None ? GateState.Waiting : run.Gate;
        var letsGo = status != RunStatus.Running && !(isParked && fault == ProtocolFault.ParkingKeepsTheOwner);
        run = run with
        {
            Status = status,
            Owner = letsGo ? (byte)0 : run.Owner,
            Sequence = (byte)(run.Sequence + 1),
            Digest = content,
            IsDue = isParked && run.Inbox > view.Seen && fault != ProtocolFault.ParkingForgetsTheInbox,
            Gate = status == RunStatus.Completed && gate == GateState.Waiting ? GateState.Closed : gate,
            Truth = run.Truth with
            {
                IsHeld = status == RunStatus.Running,
                Accepted = content,
                SeenAtParking = isParked ? view.Seen : run.Truth.SeenAtParking,
            },
        };
        return (run, CommitOutcome.Applied);
    }

    private (ProtocolState, ProtocolAnswer) Signal(ProtocolState state, int number)
    {
        var run = state.Run(number);
        run = run with { Truth = run.Truth with { Signals = (byte)(run.Truth.Signals + 1) } };
        if (run.HasEnded) return (state.With(number, run), new((int)CommandOutcome.Conflict));
        return (state.With(number, Woken(run, fault != ProtocolFault.SignalWakesNobody)), new((int)CommandOutcome.Accepted));
    }

    private (ProtocolState, ProtocolAnswer) Decide(ProtocolState state, int number)
    {
        var run = state.Run(number);
        if (run.Gate != GateState.Waiting) return (state, new((int)CommandOutcome.Conflict));
        run = Woken(run with { Gate = GateState.Decided }, fault != ProtocolFault.DecisionWakesNobody);
        return (state.With(number, run), new((int)CommandOutcome.Accepted));
    }

    private static RunState Woken(RunState run, bool isMadeDue) => run with
    {
        Inbox = (byte)(run.Inbox + 1),
        IsDue = run.IsDue || (isMadeDue && run is { Status: RunStatus.Waiting, Owner: 0 }),
    };

    private (ProtocolState, ProtocolAnswer) Recover(ProtocolState state)
    {
        var freed = 0;
        for (var owner = 1; owner <= OwnerRows.Count; owner++)
        {
            if (state.Owners[owner] != OwnerState.Expired) continue;
            state = state with { Owners = state.Owners.With(owner, OwnerState.Absent) };
            for (var number = 0; number < Runs; number++)
            {
                var run = state.Run(number);
                if (run.Owner != owner) continue;
                freed++;
                if (fault != ProtocolFault.RecoveryKeepsTheOwner) state = state.With(number, Freed(run));
            }
        }
        return (state, new(freed));
    }

    private RunState Freed(RunState run) => run with
    {
        Owner = 0,
        Digest = 0,
        Status = run.Status == RunStatus.Running ? RunStatus.NeedsResume : run.Status,
        IsDue = fault != ProtocolFault.RecoveryMakesNothingDue,
        Truth = run.Truth with { IsHeld = false },
    };

    private (ProtocolState, ProtocolAnswer) Heartbeat(ProtocolState state, int process)
    {
        var owner = state.OwnerOf(process);
        var isRenewed = state.Owners[owner] != OwnerState.Absent || fault == ProtocolFault.HeartbeatRevivesTheDead;
        return isRenewed
            ? (state with { Owners = state.Owners.With(owner, OwnerState.Alive) }, new(1))
            : (Restarted(state, process), new(0));
    }

    /// <summary>Nothing that the process believed is left; there is a next start of it while the bounds allow one.</summary>
    private static ProtocolState Restarted(ProtocolState state, int process)
    {
        if (state.Process(process).Incarnation == 1) return state.With(process, new ProcessState(1, default, default));
        state = state.With(process, new ProcessState(1, default, default));
        return state with { Owners = state.Owners.With(state.OwnerOf(process), OwnerState.Alive) };
    }
}
