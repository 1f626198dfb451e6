using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Parallel and race: a strand for each branch, and what their ends mean together.</summary>
internal sealed partial class RunActivation
{
    private bool BeginBranches(Strand strand)
    {
        if (strand.Operation.Row is null)
        {
            strand.Operation.StartedAt = Now;
            strand.Operation.Row = StepStatus.Running;
            AddRow(strand, StepStatus.Running);
        }
        var set = strand.Frame.BranchesOf(strand.Command.Node);
        strand.Branches = [];
        for (var i = 0; i < set.Count; i++)
        {
            if (set[i] is not { } frame) continue;
            var branch = OpenBranch(strand, frame, i);
            strand.Branches.Add(branch);
            _strands.Add(branch);
        }
        strand.Phase = StrandPhase.Joining;
        return true;
    }

    private Strand OpenBranch(Strand parent, FlowFrame frame, int place)
    {
        var branch = new Strand(_engine.Time, _engine.Options.StepGrace);
        branch.Open(frame, parent.Nodes, RunId, Claim.DryRun);
        Attend(branch);
        (branch.Parent, branch.Branch, branch.BasePath) = (parent, place, parent.Operation.Path);
        // The flow's own frame brings its clock along when the run is claimed. Each branch draws ids of its own.
        var (time, seed) = parent.Parent is null ? (parent.Frame.SegmentTime, parent.Frame.SegmentSeed) : (parent.SegmentTime, parent.SegmentSeed);
        (branch.SegmentTime, branch.SegmentSeed) = (time, seed ^ ((UInt128)(uint)(place + 1) << 64));
        branch.Attempt.Ticket.Turn = stamp => _turns.AskAsync(branch, stamp);
        if (frame.Position == -1)
        {
            branch.Phase = StrandPhase.Ended;
        }
        else if (frame.Node > 0)
        {
            Resume(branch);
            branch.Phase = StrandPhase.Standing;
        }
        return branch;
    }

    /// <summary>Judges what the branches have come to; true when the join is decided and all branches have ended.</summary>
    private bool IsJoined(Strand strand)
    {
        var set = strand.Frame.BranchesOf(strand.Command.Node);
        var branches = strand.Branches!;
        if (strand.Cancel is { } cancel) CancelBranches(strand, cancel);
        else if (set.Policy.IsRace) DecideRace(strand, set);
        else if (set.Policy.FailFast && Failed(branches) > branches.Count - Needed(set, branches))
            CancelBranches(strand, Failure.Cancelled(FailureTypes.FailFast, "Another branch has failed."));
        if (branches.Exists(static branch => branch.Phase != StrandPhase.Ended)) return false;
        Join(strand, set);
        strand.Branches = null;
        _strands.RemoveAll(one => one.Parent == strand);
        return true;
    }

    private void DecideRace(Strand strand, BranchSet set)
    {
        if (set.Winner < 0)
        {
            var winner = strand.Branches!.Find(branch => branch.Phase == StrandPhase.Ended && (set.Policy.FirstEnd || branch.Frame.Outcome is null));
            if (winner is null) return;
            set.Winner = winner.Branch;
            _frameIsStored = false;
        }
        CancelBranches(strand, Failure.Cancelled(FailureTypes.RaceLost, "Another branch has won."));
    }

    private void CancelBranches(Strand strand, Failure cause)
    {
        foreach (var branch in strand.Branches!)
        {
            if (branch.Phase == StrandPhase.Ended || branch.IsCancelled) continue;
            (branch.IsCancelled, branch.Cancel) = (true, cause);
            if (branch.Phase == StrandPhase.Running && IsCancelDue(branch)) branch.Attempt.Stop(StopCause.Cancel);
        }
    }

    private void Join(Strand strand, BranchSet set)
    {
        var branches = strand.Branches!;
        if (IsCancelDue(strand))
        {
            DeliverCancel(strand);
            GoOn(strand);
            return;
        }
        var isWell = set.Policy.IsRace
            ? set.Winner >= 0 && set[set.Winner]!.Outcome is null
            : branches.Count - Failed(branches) >= Needed(set, branches);
        if (isWell)
        {
            EndOperation(strand, StepStatus.Completed);
            return;
        }
        FailWith(strand, StepStatus.Failed, FailureOf(branches, set));
    }

    private static int Failed(List<Strand> branches)
    {
        var failed = 0;
        foreach (var branch in branches)
            if (branch is { Phase: StrandPhase.Ended, Frame.Outcome: not null }) failed++;
        return failed;
    }

    private static int Needed(BranchSet set, List<Strand> branches)
        => set.Policy.MinSuccess is > 0 and var needed && needed < branches.Count ? needed : branches.Count;

    /// <summary>The first failure in source order, with the others attached; those that were cancelled because of it do not count.</summary>
    private static Failure FailureOf(List<Strand> branches, BranchSet set)
    {
        if (set is { Policy.IsRace: true, Winner: >= 0 }) return set[set.Winner]!.Outcome!;
        Failure? first = null;
        var others = new List<Failure>();
        foreach (var branch in branches)
        {
            if (branch.Frame.Outcome is not { } failure || failure.Kind == FailureKind.Cancel) continue;
            if (first is null || (failure.Kind == FailureKind.Fault && first.Kind != FailureKind.Fault))
            {
                if (first is not null) others.Add(first);
                first = failure;
            }
            else
            {
                others.Add(failure);
            }
        }
        first ??= branches.Find(static branch => branch.Frame.Outcome is not null)!.Frame.Outcome!;
        return first.With(others);
    }
}
