namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// One fenced change of a run, all or nothing: step rows, frame, status, due time. One object per activation, filled anew for
/// each commit; the store may read it only until it has answered.
/// </summary>
/// <remarks>
/// The order of checks: no such run; another generation (fenced); the sequence before this one with an equal digest (already
/// applied); another sequence, or a run that nobody owns any more (fenced); the status tables, over the run, every step write
/// and every item write, each seeing what those before it leave (refused, nothing is changed); the limits. A lease that has merely run out
/// does not fence: nobody has taken over. After a claim, a recovery, a release or a named operation the stored digest is void.
/// </remarks>
public sealed class RunCommit
{
    private RunId _runOfText;
    private string? _runText;

    /// <summary>The run.</summary>
    public RunId RunId;

    /// <summary>The generation under which the committer owns it.</summary>
    public long Generation;

    /// <summary>The run's commit sequence before this commit; it is one more afterwards.</summary>
    public long Sequence;

    /// <summary>
    /// The status that the run is to have. A terminal one ends it: the owner is gone, requests are dropped, open rows are closed
    /// (running ones cancelled; the others skipped, or cancelled with a cancelled run), open items skipped. Cancelling takes
    /// up a cancel request and suspended a pause request; a cancelling run that is suspended or found incompatible carries the
    /// cancel request again. A run that is suspended while a cancel is asked for becomes cancelling in the same commit, due at once.
    /// </summary>
    public RunStatus Status;

    /// <summary>For <see cref="RunStatus.Suspended"/>: why.</summary>
    public SuspendReason SuspendReason;

    /// <summary>
    /// The owner lets go of the run. Implied by every status but running, waiting and cancelling; refused with running
    /// (release it as needs-resume).
    /// </summary>
    public bool Releases;

    /// <summary>
    /// When a released run is to be claimed again; null for at once, or for waiting on its inbox alone (<see cref="RunStatus.Waiting"/>).
    /// At once in any case when its inbox holds more than <see cref="SeenInbox"/>, or something is asked of it.
    /// </summary>
    public DateTimeOffset? DueAt;

    /// <summary>The inbox counter that the owner has seen. A parking commit that has not seen all leaves the run claimable.</summary>
    public long SeenInbox;

    /// <summary>A node reached a terminal outcome, or the run parked on purpose: the poison counter falls to 0.</summary>
    public bool MakesProgress;

    /// <summary>Failing: finalizers of a failed run are under way, under <see cref="RunStatus.Running"/>.</summary>
    public bool IsFinalizing;

    /// <summary>The end of the finalizers' time budget, once set.</summary>
    public DateTimeOffset? FinalizersDueAt;

    /// <summary>The frame as JSON; empty to leave the stored one and its shape.</summary>
    public ReadOnlyMemory<byte> Frame;

    /// <summary>
    /// The shape under which the frame was written. With <see cref="RunStatus.Incompatible"/>: the shape that the stored frame
    /// does not fit; the run is not offered again to a worker that registers a shape tried before.
    /// </summary>
    public string Shape = "";

    /// <summary>The flow's result as JSON, of a commit that completes the run; empty leaves what is stored.</summary>
    public ReadOnlyMemory<byte> Output;

    /// <summary>The failure as JSON (<see cref="Failure.Write"/>), of a commit that fails or cancels the run; empty leaves what is stored.</summary>
    public ReadOnlyMemory<byte> Failure;

    /// <summary>The failure's message, as columns show it; null leaves what is stored.</summary>
    public string? Error;

    /// <summary>The first failure of a finalizer that ran under a cancellation; null leaves what is stored.</summary>
    public string? FinalizerError;

    /// <summary>The node at which the run stands, for people; null at its ends. Of a waiting run also what it is blocked on.</summary>
    public string? AtNode;

    /// <summary>Step rows, in the order in which they are applied.</summary>
    public List<StepWrite> Steps { get; } = [];

    /// <summary>Fan-out items to change.</summary>
    public List<FanOutItemWrite> Items { get; } = [];

    /// <summary>
    /// Child runs to create, each with this run as <see cref="NewRun.ParentWorkflowRunId"/> and the node that waits for it as
    /// <see cref="NewRun.ParentNode"/>. Its end wakes this run in the transaction that ends it. The namespace is this run's,
    /// and a dry run has dry children, whatever the child says. A child of this run that exists already is passed over; more
    /// than 32 parents, and an id or key that another run has, are refused.
    /// </summary>
    public List<NewRun> Children { get; } = [];

    /// <summary>
    /// Child runs to cancel, with the effect of <see cref="IWorkflowPersistence.RequestCancelAsync"/> in the name of this run, but
    /// without an entry in the audit. One that is unknown, has ended, or is no child of this run is passed over. One that never
    /// ran ends here and now, and its end moves this run's inbox.
    /// </summary>
    public List<ChildCancel> CancelledChildren { get; } = [];

    /// <summary>
    /// Numbers of the signals that the flow has taken. The store deletes them: from then on no reading call shows them. Their
    /// keys stay bound as long as the run is stored. A number that is not there (taken before) is passed over.
    /// </summary>
    public List<long> TakenSignals { get; } = [];

    /// <summary>
    /// What the flow answers to requests. The store keeps each with the key of its request for as long as the run is stored. The
    /// first reply stands; one to a key that never came is passed over.
    /// </summary>
    public List<SignalReply> Replies { get; } = [];

    /// <summary>Fan-outs to begin.</summary>
    public List<FanOutStart> FanOuts { get; } = [];

    /// <summary>
    /// Fan-outs to break off, by the row of their key: pending items are skipped, the runs of running ones are asked to cancel
    /// with the reason <c>ParentCancelled</c>.
    /// </summary>
    public List<StepRef> BrokenFanOuts { get; } = [];

    /// <summary>
    /// What steps save on their way: each value replaces the one that its operation had, an empty one removes it. Claims bring
    /// those that stand. The committer removes one with the operation's last row; a run that has ended keeps the rest, for a retry.
    /// </summary>
    public List<SavedProgress> Progress { get; } = [];

    /// <summary>
    /// Limits that the commit has to keep, all or none: permits to take for steps that it begins, tokens of rates. Permits that
    /// the rows of this very commit give back are there for others only.
    /// </summary>
    public List<LimitRequest> Limits { get; } = [];

    /// <summary>Large values to which the frame refers and which the store has not; one with a known number replaces it.</summary>
    public List<StoredValue> NewValues { get; } = [];

    /// <summary>
    /// Deletes the ended rows of rounds before this one, see <see cref="StepWrite.Round"/>, with their gates, votes and fan-out items,
    /// and every event of the run up to the last one of theirs: reading calls show what is left, under the numbers that it has. A
    /// fan-out of which items still run stays. 0 for nothing.
    /// </summary>
    public int TrimBefore;

    /// <summary>Numbers of large values to which the frame refers no more; the store deletes them.</summary>
    public List<int> DroppedValues { get; } = [];

    /// <summary>The run's id as text, made once for all commits of an activation.</summary>
    internal string RunText
    {
        get
        {
            if (_runText is not null && _runOfText == RunId) return _runText;
            _runOfText = RunId;
            return _runText = RunId.ToString();
        }
    }

    /// <summary>Forgets the content; run, generation and sequence stay.</summary>
    public void Clear()
    {
        (Status, SuspendReason, Releases, DueAt, MakesProgress) = (default, default, false, null, false);
        (IsFinalizing, FinalizersDueAt, TrimBefore) = (false, null, 0);
        (Frame, Output, Failure, Error, FinalizerError, AtNode) = (default, default, default, null, null, null);
        Steps.Clear();
        Items.Clear();
        Children.Clear();
        CancelledChildren.Clear();
        TakenSignals.Clear();
        Replies.Clear();
        FanOuts.Clear();
        BrokenFanOuts.Clear();
        Progress.Clear();
        Limits.Clear();
        NewValues.Clear();
        DroppedValues.Clear();
    }
}
