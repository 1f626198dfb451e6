using System.Data.Common;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// What a store promises. Owners change a run through <see cref="CommitAsync(RunCommit, CancellationToken)"/> alone; the named
/// operations are thin forms of it for hosts: each locks the run's row, checks the fence, applies, advances the sequence.
/// Times are UTC in milliseconds on the store's clock.
/// </summary>
/// <remarks>
/// Every foreign writer (signal, decision, cancel, resume) first touches the run's row, increments its inbox counter in its own
/// transaction and makes a waiting run due, so that no wake-up is lost. The same goes for a cancelling run that nobody owns. A
/// due time that has come already stays as it is.
/// <para>
/// A fence holds while its generation is the run's and somebody owns the run: after a release, a recovery or the run's end every
/// write under it is refused, though the generation moves only when the right is handed out again.
/// </para>
/// <para>
/// A lease, a worker's or a token's, is over at its end, not after it; a gate is expired at its deadline; a run is due at its
/// due time. Every other store answers these, and everything else here, exactly as the in-memory one.
/// </para>
/// </remarks>
public interface IWorkflowPersistence : IGateApprovalStore
{
    /// <summary>Creates or upgrades what the store needs, and checks that it can be used.</summary>
    /// <exception cref="PersistenceException">It cannot; the message says what to do.</exception>
    ValueTask InitializeAsync(CancellationToken cancellationToken = default);

    /// <summary>The store's now.</summary>
    ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default);

    // ---- owners ----

    /// <summary>Applies one fenced change of a run, all or nothing. Retrying it after a lost reply is safe.</summary>
    ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default);

    /// <summary>Whether a commit can be the last statement of a transaction in which a step's body writes to the same database.</summary>
    bool HasTransactions => false;

    /// <summary>
    /// Begins a transaction, hands it to a body, and makes the commit that the body answers the transaction's last statement:
    /// what the body wrote and the commit are both there or both not. The body may call neither commit nor rollback.
    /// </summary>
    /// <param name="body">
    /// Called once. Its token is cancelled by <paramref name="cancellationToken"/>, and when the store cannot keep the transaction
    /// open any longer. What it throws comes out unchanged, once everything is taken back.
    /// </param>
    /// <param name="cancellationToken">Not asked again once the body has answered.</param>
    /// <returns>The answer to the commit; all but <see cref="CommitOutcome.Applied"/> say that the transaction was taken back.</returns>
    /// <exception cref="TransactionTimeoutException">The body took longer than the store can wait: everything was taken back.</exception>
    /// <exception cref="TransactionEndedException">The body has ended the transaction itself, which the store made a rollback of.</exception>
    /// <remarks>
    /// When it throws after the body has answered, the outcome is not known: <see cref="ResolveCommitAsync"/> tells it.
    /// Transactions of several runs may be open at a time where the database allows it; a run makes no other commit meanwhile.
    /// </remarks>
    ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store has no transactions that a step could take part in.");

    /// <summary>
    /// What became of a commit whose <see cref="CommitInTransactionAsync"/> threw: <see cref="CommitOutcome.AlreadyApplied"/>;
    /// <see cref="CommitOutcome.NotApplied"/>, and then it never will be; or what stands in the way of any further commit. Final:
    /// a store whose transaction may still be under way waits for its end, or makes sure that it fails.
    /// </summary>
    /// <returns>With the sequence from which the run goes on.</returns>
    ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store has no transactions that a step could take part in.");

    /// <summary>Registers a worker; its lease begins. Registering a token again renews it.</summary>
    ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default);

    /// <summary>Renews a worker's lease; null when it was declared dead, so it must stop everything.</summary>
    ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a worker's lease; runs that it still owns become claimable at once (running ones as needs-resume). The token is gone.
    /// </summary>
    ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Declares workers dead whose lease has run out, and makes the runs of expired owners, workers and tokens, claimable at
    /// once: running ones as needs-resume, the others as they are. The next claim moves the generation. Returns how many
    /// runs were freed.
    /// </summary>
    ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims due runs that nobody owns, highest priority first, then longest due: fills <paramref name="into"/> from its start
    /// and answers how many. A claim always moves the generation; a cancelling run stays cancelling, every other is running. A
    /// run that was claimed as often as the poison limit says, without progress since, is suspended instead. A worker whose
    /// lease is over gets none. Ties are broken by id.
    /// </summary>
    /// <remarks>
    /// An incompatible run becomes pending, and is claimed with the others, when the request names a shape of its workflow
    /// and version that was not tried on it before; that shape counts as tried from then on. A frame that is committed
    /// forgets the shapes that were tried.
    /// <para>
    /// The answer is whole whatever became of the claim: a worker that got none, or whose lease is over, is told the store's now
    /// and the next due time all the same.
    /// </para>
    /// </remarks>
    ValueTask<ClaimAnswer> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs owned by a worker for which others have asked something, or whose inbox holds more than their last commit had seen.
    /// For runs that commit rarely.
    /// </summary>
    ValueTask<IReadOnlyList<RunNews>> GetNewsAsync(string worker, CancellationToken cancellationToken = default);

    /// <summary>
    /// The row of the latest attempt at a node, or null. What a waiting operation reads when its run was woken: found by an
    /// index for every role but <c>step</c>.
    /// </summary>
    ValueTask<WorkflowRunStep?> GetLatestStepAsync(RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default);

    /// <summary>The oldest signal of a name that the flow has not taken, or null.</summary>
    ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default);

    /// <summary>The large values to which a run's frame refers; empty for an unknown run. For who reads a run that it does not own.</summary>
    ValueTask<IReadOnlyList<StoredValue>> GetFrameValuesAsync(RunId id, CancellationToken cancellationToken = default);

    /// <summary>How the items of a fan-out stand, in order: one query. Empty for an unknown row, or one whose items have moved on.</summary>
    ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default);

    /// <summary>The row of a gate or signal at which a run waits, by its id in the workflow: the one begun first; null for none.</summary>
    ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default);

    /// <summary>The earliest due time of all runs of a namespace that are claimable and that nobody owns; null when there is none. A worker reads it off its claims.</summary>
    ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default);

    // ---- runs, by name ----

    /// <summary>
    /// Creates a run, pending, generation 0, due at once unless it says otherwise. The same id, else the same key in namespace
    /// and workflow, returns the existing run and says so.
    /// </summary>
    /// <exception cref="NotFoundException">There is no run with the parent's id.</exception>
    /// <exception cref="ConflictException">The run would have more than 32 parents above it.</exception>
    ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default);

    /// <summary>The run, or null.</summary>
    ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default);

    /// <summary>Lists runs, newest first.</summary>
    ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes a run's status; null clears summary and error, a terminal status sets the end, what it was blocked on is cleared.
    /// Without a fence it is an operator's verb, allowed only while no live lease exists and never to running; an owner whose
    /// lease is over loses the run. Under a fence the owner keeps it if it becomes pending, running or cancelling.
    /// Returns the run's sequence.
    /// </summary>
    /// <exception cref="ConflictException">The tables lack the change, or the run is owned; waiting needs <see cref="SetWaitingAsync"/>.</exception>
    /// <exception cref="LeaseLostException">The fence's generation is not the run's.</exception>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    ValueTask<long> UpdateRunStatusAsync(
        RunId id, RunFence? fence, RunStatus status, string? summary = null, string? error = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Parks a run on a gate or signal row: the row and the run's status in one commit. The owner keeps its lease. The deadline
    /// is the row's and the run's due time. Returns the run's sequence.
    /// </summary>
    ValueTask<long> SetWaitingAsync(
        RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default);

    /// <summary>Whether the run is cancelled, cancelling, or asked to be; false for an unknown one.</summary>
    ValueTask<bool> IsRunCancelledAsync(RunId id, CancellationToken cancellationToken = default);

    // ---- steps, by name ----

    /// <summary>
    /// Inserts a step row under the key (step name, [iteration], retry count or 0); the same key with equal content returns its
    /// id. A row with the role <c>gate</c> is a gate even when the step says nothing of it.
    /// </summary>
    /// <exception cref="ConflictException">The key exists with other content.</exception>
    /// <exception cref="LeaseLostException">The fence's generation is not the run's.</exception>
    ValueTask<long> InsertStepAsync(RunFence fence, NewStep step, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes a step row. The first terminal write wins; the same status again is answered with false. Running and waiting set
    /// start and child, pending nothing but the status; a terminal status overwrites result, context, markers, structured
    /// output and error also with null, and keeps child and retry count when those are null.
    /// </summary>
    /// <returns>Whether the row was changed.</returns>
    /// <exception cref="ConflictException">Another terminal status stands, or the tables lack the change.</exception>
    /// <exception cref="LeaseLostException">The generation is not the run's.</exception>
    /// <exception cref="NotFoundException">There is no such row.</exception>
    ValueTask<bool> UpdateStepAsync(long stepId, StepUpdate update, CancellationToken cancellationToken = default);

    /// <summary>A run's step rows by position, path, attempt.</summary>
    ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId id, CancellationToken cancellationToken = default);

    // ---- fan-out items, by name ----

    /// <summary>Inserts an item; the same type and id in the step return the existing row's id.</summary>
    ValueTask<long> InsertFanOutItemAsync(RunFence fence, long stepId, NewFanOutItem item, CancellationToken cancellationToken = default);

    /// <summary>Changes one item.</summary>
    ValueTask UpdateFanOutItemAsync(RunFence fence, FanOutItemWrite write, CancellationToken cancellationToken = default)
        => BatchUpdateFanOutItemsAsync(fence, [write], cancellationToken);

    /// <summary>Changes items of a run, all or nothing, in one round trip; an empty list does nothing.</summary>
    /// <exception cref="NotFoundException">An item does not exist.</exception>
    /// <exception cref="ConflictException">The tables lack a change.</exception>
    ValueTask BatchUpdateFanOutItemsAsync(RunFence fence, IReadOnlyList<FanOutItemWrite> writes, CancellationToken cancellationToken = default);

    /// <summary>A step's items in insertion order.</summary>
    ValueTask<IReadOnlyList<FanOutItem>> GetFanOutItemsAsync(long stepId, FanOutItemStatus? status = null, CancellationToken cancellationToken = default);

    // ---- leases of hosts that drive a run by name ----

    /// <summary>
    /// Acquires, or extends, the lease of a run under a token; free or expired under another token moves the generation. Neither
    /// the run's status nor its sequence changes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time to live is not positive.</exception>
    ValueTask<LeaseAnswer> AcquireLeaseAsync(RunId id, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Extends a lease; false when it is lost.</summary>
    ValueTask<bool> RenewLeaseAsync(RunFence fence, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a lease back; the run is claimable at once, a running one as needs-resume. The generation stays until the run is
    /// handed out again. False when the lease was lost before.
    /// </summary>
    ValueTask<bool> ReleaseLeaseAsync(RunFence fence, string token, CancellationToken cancellationToken = default);

    // ---- clients and operators ----

    /// <summary>
    /// Asks for a run's end. An owned run carries the request; one that nobody owns is cancelled at once if it never ran, and
    /// becomes cancelling, due at once, otherwise. Asking again changes nothing, but a forced request adds the force. The
    /// first request's note is kept; its reason is <c>UserRequested</c> when none is given.
    /// </summary>
    ValueTask<CommandResult> RequestCancelAsync(RunId id, Command command, bool force = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for a run's pause: an owned run carries the request, another is suspended at once. The same goes for the runs of its
    /// items that are under way, and theirs; further items are handed out only once it is resumed. Child runs go on.
    /// </summary>
    ValueTask<CommandResult> RequestPauseAsync(RunId id, Command command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a suspended or incompatible run pending again, due at once, its poison counter at 0, or takes back a pause that was
    /// only asked for. Otherwise a conflict. The paused runs of its items are resumed with it.
    /// </summary>
    ValueTask<CommandResult> ResumeAsync(RunId id, Command command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a failed run pending again, due at once: error and failure are cleared, the poison counter is at 0. A conflict for the
    /// run of an item whose fan-out is over.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="command">Who, and why.</param>
    /// <param name="from">
    /// Null for where it failed: its frame and its rows stay; but when finalizers have begun since, its frame is the one before the
    /// commit with which they did (<see cref="RunCommit.IsFinalizing"/>), and what ended in that commit or later is archived, except
    /// rows of the role <c>compensation</c>. For the start: the frame, large values and saved progress are deleted, and every row is
    /// archived. For an operation: its frame is the one kept with the row (<see cref="StepWrite.KeepsFrame"/>), saved progress is deleted,
    /// and what ended since that row was inserted is archived; a conflict when there is no such row, it kept no frame, it is of a
    /// branch, or a compensation has run. The last two move the run's epoch. An archived row's key is free again, and only
    /// <see cref="GetArchivedStepsAsync"/> shows it; its events stay.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    ValueTask<CommandResult> RetryAsync(RunId id, Command command, RetryFrom? from = null, CancellationToken cancellationToken = default);

    /// <summary>The step rows that retries have archived, by position, path, attempt.</summary>
    ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a signal; a known key is accepted and dropped, also when the signal that has it was taken. A run that has ended
    /// takes none.
    /// </summary>
    ValueTask<CommandResult> SignalAsync(RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default);

    /// <summary>
    /// The reply to a request, by the signal and the key with which it was sent; empty when there is none, or none yet. It stays
    /// for as long as the run is stored.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>> GetReplyAsync(RunId id, string signal, string key, CancellationToken cancellationToken = default);

    /// <summary>A run's signals after a number that the flow has not taken, in order.</summary>
    ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(RunId id, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Replaces a run's tags, at any time; the inbox does not move.</summary>
    ValueTask<CommandResult> SetTagsAsync(RunId id, Command command, IReadOnlyList<string> tags, CancellationToken cancellationToken = default);

    /// <summary>A run's events after a number, in order.</summary>
    ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(RunId id, long after = 0, int max = 1000, CancellationToken cancellationToken = default);

    /// <summary>
    /// Who did what to a run, in order: each command once, also one that was refused. A command's id is unique within its run.
    /// </summary>
    ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId id, CancellationToken cancellationToken = default);

    // ---- event sinks ----

    /// <summary>
    /// From now on the events of all runs of the store are kept for a sink until it has had them; registering again changes
    /// nothing. What happened before is not fed to it. A run that is purged takes with it what its sinks have not had; rounds of a
    /// loop that lives on are trimmed only once every sink has had their events.
    /// </summary>
    ValueTask RegisterSinkAsync(string sink, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store feeds no event sinks.");

    /// <summary>Nothing is kept for a sink any more; its cursor is gone.</summary>
    ValueTask RemoveSinkAsync(string sink, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store feeds no event sinks.");

    /// <summary>
    /// Makes a holder the one that feeds a sink, or renews that, for a time. False while another holds it, and for a sink that is not
    /// registered.
    /// </summary>
    ValueTask<bool> AcquireSinkAsync(string sink, string holder, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store feeds no event sinks.");

    /// <summary>Lets another feed the sink at once.</summary>
    ValueTask ReleaseSinkAsync(string sink, string holder, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store feeds no event sinks.");

    /// <summary>
    /// The next events of a sink, of as many commits as are asked for. The order is that in which the commits became visible, so
    /// the cursor never passes one that is still under way. Empty when there is nothing new.
    /// </summary>
    ValueTask<EventBatch> ReadSinkAsync(string sink, int maxCommits = 100, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store feeds no event sinks.");

    /// <summary>The sink has taken a batch; false when the holder has lost it, and the cursor stays. A cursor never goes back.</summary>
    ValueTask<bool> AdvanceSinkAsync(string sink, string holder, long cursor, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("This store feeds no event sinks.");

    /// <summary>
    /// Deletes whole run trees whose every member has ended before a moment, those that ended first first, at most a batch of
    /// them; returns how many runs. A deleted run's id, rows, key and events are unknown afterwards.
    /// </summary>
    ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default);
}
