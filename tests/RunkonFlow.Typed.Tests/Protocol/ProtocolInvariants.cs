using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>What must hold in every state, and of every step from one to the next. They read the truth, not the store's own columns.</summary>
internal static class ProtocolInvariants
{
    /// <summary>What is wrong with a state, or null.</summary>
    public static string? Violation(in ProtocolState state)
    {
        for (var number = 0; number < ProtocolModel.Runs; number++)
        {
            var run = state.Run(number);
            if (!run.Exists) continue;
            if (run.Status is RunStatus.Pending or RunStatus.NeedsResume && run.Owner == 0 && !run.IsDue) return "a run that can go on is not claimable";
            if (run is { Status: RunStatus.Waiting, IsDue: false } && run.Inbox > run.Truth.SeenAtParking) return "a wake-up is lost";
            if (run.Status == RunStatus.Waiting && run.Owner != 0) return "a parked run is owned";
            if (run.Owner != 0 && state.Owners[run.Owner] == OwnerState.Absent) return "a run is owned by a worker that is not there";
            if (Believers(state, number) > 1) return "two processes own one run";
        }
        return null;
    }

    /// <summary>How many processes could write to a run, as far as its generation and their rows say.</summary>
    private static int Believers(in ProtocolState state, int number)
    {
        var run = state.Run(number);
        var believers = 0;
        for (var process = 0; process < ProtocolModel.Processes; process++)
        {
            var view = state.Process(process)[number];
            if (view.Exists && view.Generation == run.Generation && run.Truth.IsHeld) believers++;
        }
        return believers;
    }

    /// <summary>What is wrong with a step, or null.</summary>
    public static string? Violation(in ProtocolState before, ProtocolAction action, ProtocolAnswer answer, in ProtocolState after)
    {
        if (action.Kind == ActionKind.Heartbeat && answer.Outcome == 1 && before.Owners[before.OwnerOf(action.Who)] == OwnerState.Absent)
            return "a worker that was declared dead goes on";
        if (action.Kind == ActionKind.Claim) return ClaimViolation(before, answer);
        if (action.Content == 0 || action.Kind == ActionKind.CommitWithoutRequest) return null;

        var view = before.Process(action.Who)[action.Run];
        var truth = before.Run(action.Run).Truth;
        var hasTheRight = truth.IsHeld && view.Handout == truth.Handouts;
        switch ((CommitOutcome)answer.Outcome)
        {
            case CommitOutcome.Applied when !hasTheRight:
                return "a stale write is accepted";
            case CommitOutcome.Applied when action.Kind == ActionKind.Retry && view.WasApplied:
                return "a commit takes effect twice";
            case CommitOutcome.Applied when before.Run(action.Run).Sequence != view.Sequence:
                return "a write that has not seen the one before it is accepted";
            case CommitOutcome.AlreadyApplied when truth.Accepted != action.Content || view.Handout != truth.Handouts:
                return "a commit is taken for another";
            case CommitOutcome.Fenced when action.Kind == ActionKind.Retry && view.WasApplied && IsLatest(before, action, view):
                return "a commit whose reply was lost is not recognised";
            default:
                return null;
        }
    }

    private static string? ClaimViolation(in ProtocolState before, ProtocolAnswer answer)
    {
        for (var number = 0; number < ProtocolModel.Runs; number++)
        {
            var handed = number == 0 ? answer.First : answer.Second;
            if (handed == default) continue;
            var run = before.Run(number);
            if (run.Truth.IsHeld) return "an owned run is handed out";
            if (handed.Inbox != run.Inbox) return "a claim does not bring what has come";
        }
        return null;
    }

    /// <summary>Nothing happened to the run since the commit in doubt was applied.</summary>
    private static bool IsLatest(in ProtocolState before, ProtocolAction action, RunView view)
    {
        var run = before.Run(action.Run);
        var isTakenAway = !run.Truth.IsHeld && CommitContent.Status(action.Content) == RunStatus.Running;
        return run.Truth.Handouts == view.Handout && run.Truth.Accepted == action.Content && !isTakenAway;
    }
}
