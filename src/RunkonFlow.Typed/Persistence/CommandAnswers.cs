namespace RunkonFlow.Typed.Persistence;

/// <summary>What stores answer to commands: the same words everywhere, so that a client never sees which store it talks to.</summary>
internal static class CommandAnswers
{
    public static readonly CommandResult CancelStands = Accepted("The run is being cancelled already.");
    public static readonly CommandResult CancelForced = Accepted("The run's finalizers are cut short.");
    public static readonly CommandResult CancelRequested = Accepted("The run's owner is asked to cancel it.");
    public static readonly CommandResult Cancelled = Accepted("The run is cancelled; it had never begun.");
    public static readonly CommandResult Cancelling = Accepted("The run is cancelling; a worker runs its finalizers.");
    public static readonly CommandResult PauseStands = Accepted("The run is suspended, or asked to pause, already.");
    public static readonly CommandResult PauseRequested = Accepted("The run's owner is asked to pause it.");
    public static readonly CommandResult Paused = Accepted("The run is suspended.");
    public static readonly CommandResult PauseTakenBack = Accepted("The request to pause is taken back.");
    public static readonly CommandResult Resumed = Accepted("The run is pending again.");
    public static readonly CommandResult Retried = Accepted("The run is pending again where it failed.");
    public static readonly CommandResult RetriedFromStart = Accepted("The run is pending again at its start; its rows are archived.");
    public static readonly CommandResult Compensated = Conflict("Steps of the run were undone by their compensations, so it cannot go on in the middle: retry it from the start.");
    public static readonly CommandResult SignalStored = Accepted("The signal is stored.");
    public static readonly CommandResult SignalKnown = Accepted("A signal with this key was stored before; this one is dropped.");
    public static readonly CommandResult Tagged = Accepted("The run's tags are replaced.");
    public static readonly CommandResult Approved = Accepted("The gate is approved.");
    public static readonly CommandResult Rejected = Accepted("The gate is rejected.");
    public static readonly CommandResult NoGate = new(CommandOutcome.Conflict, "The step is no gate.");
    public static readonly CommandResult FanOutOver = Conflict("The fan-out of the run's item is over, or has gone on to another attempt: retry the fan-out's run.");
    public static readonly CommandResult GateExpired = new(CommandOutcome.Expired, "The gate's deadline has passed; its run goes on as it says for that case.");

    public static CommandResult NoRun(RunId id) => new(CommandOutcome.NotFound, $"There is no run {id}; it may have been purged.");

    public static CommandResult NoStep(long id) => new(CommandOutcome.NotFound, $"There is no step row {id}; its run may have been purged.");

    public static CommandResult Ended(RunStatus status) => Conflict($"The run has ended: it is {status.ToText()}.");

    public static CommandResult CannotPause(RunStatus status) => Conflict($"The run is {status.ToText()} and cannot be paused.");

    public static CommandResult NotSuspended(RunStatus status) => Conflict($"The run is {status.ToText()}; only a suspended one can be resumed.");

    public static CommandResult NotFailed(RunStatus status) => Conflict($"The run is {status.ToText()}; only a failed one can be retried.");

    public static CommandResult RetriedFrom(string node) => Accepted($"The run is pending again at '{node}'; what came since is archived.");

    public static CommandResult NoOperation(string node) => Conflict($"The run has no row of an operation '{node}': see its step rows for the ids of those it has come to.");

    public static CommandResult OfABranch(string node, string group) => Conflict($"'{node}' stands in a branch of '{group}': retry from '{group}'.");

    public static CommandResult NoFrame(string node)
        => Conflict($"No frame was kept with '{node}': say KeepsFrames = true in its [Workflow] for later runs, and retry this one from the start or where it failed.");

    public static CommandResult GateNotWaiting(StepStatus status)
        => Conflict($"The gate is {status.ToText()}: it can be decided once, while it is waiting.");

    public static CommandResult VotedBefore(string voter) => Conflict($"'{voter}' has voted on this gate before.");

    public static CommandResult Voted(int votes, int needed) => Accepted($"The vote is counted: {votes} of {needed} approvals.");

    public static CommandResult Invalid(string message) => new(CommandOutcome.Invalid, message);

    private static CommandResult Accepted(string message) => new(CommandOutcome.Accepted, message);

    private static CommandResult Conflict(string message) => new(CommandOutcome.Conflict, message);
}
