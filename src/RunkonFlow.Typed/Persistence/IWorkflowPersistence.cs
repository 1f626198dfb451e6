namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// What a store promises. Owners change a run through <see cref="CommitAsync(RunCommit, CancellationToken)"/> alone; the named
/// operations are thin forms of it for hosts: each locks the run's row, checks the fence, applies, advances the sequence.
/// Times are UTC in milliseconds on the store's clock.
/// </summary>
/// <remarks>
/// Every foreign writer (signal, decision, cancel, resume) first touches the run's row, increments its inbox counter in its own
/// transaction and makes a waiting run due, so that no wake-up is lost.
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

    /// <summary>Registers a worker; its lease begins.</summary>
    ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default);

    /// <summary>Renews a worker's lease; null when it was declared dead, so it must stop everything.</summary>
    ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Ends a worker's lease; runs that it still owns become claimable at once.</summary>
    ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Declares workers dead whose lease has run out, and makes the runs of expired owners claimable under a new generation.
    /// Returns how many runs were freed.
    /// </summary>
    ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims due runs that nobody owns, highest priority first, then longest due: fills <paramref name="into"/> from its start
    /// and returns how many. A claim always moves the generation. A run past the poison limit is suspended instead.
    /// </summary>
    ValueTask<int> ClaimRunsAsync(ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default);

    /// <summary>Runs owned by a worker for which others have asked something. For heartbeats of runs that commit rarely.</summary>
    ValueTask<IReadOnlyList<(RunId RunId, RunRequests Requests)>> GetRequestsAsync(string worker, CancellationToken cancellationToken = default);

    /// <summary>When the earliest waiting run of a namespace is due; null when none is.</summary>
    ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default);

    // ---- runs, by name ----

    /// <summary>Creates a run, pending, generation 0. The same key or id returns the existing run and says so.</summary>
    ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default);

    /// <summary>The run, or null.</summary>
    ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default);

    /// <summary>Lists runs, newest first.</summary>
    ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes a run's status; null clears summary and error, a terminal status sets the end, what it was blocked on is cleared.
    /// Without a fence it is an operator's verb and allowed only while no live lease exists.
    /// </summary>
    /// <exception cref="ConflictException">The tables lack the change, or the run is owned; waiting needs <see cref="SetWaitingAsync"/>.</exception>
    /// <exception cref="LeaseLostException">The fence's generation is not the run's.</exception>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    ValueTask<long> UpdateRunStatusAsync(
        RunId id, RunFence? fence, RunStatus status, string? summary = null, string? error = null, CancellationToken cancellationToken = default);

    /// <summary>Parks a run on a gate or signal row: the row and the run's status in one commit. The owner keeps its lease.</summary>
    ValueTask<long> SetWaitingAsync(
        RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default);

    /// <summary>Whether the run is cancelled, cancelling, or asked to be; false for an unknown one.</summary>
    ValueTask<bool> IsRunCancelledAsync(RunId id, CancellationToken cancellationToken = default);

    // ---- steps, by name ----

    /// <summary>Inserts a step row; the same key with equal content returns its id.</summary>
    /// <exception cref="ConflictException">The key exists with other content.</exception>
    /// <exception cref="LeaseLostException">The fence's generation is not the run's.</exception>
    ValueTask<long> InsertStepAsync(RunFence fence, NewStep step, CancellationToken cancellationToken = default);

    /// <summary>Changes a step row. The first terminal write wins; the same again is answered with false.</summary>
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

    /// <summary>Acquires, or extends, the lease of a run under a token; free or expired under another token moves the generation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time to live is not positive.</exception>
    ValueTask<LeaseAnswer> AcquireLeaseAsync(RunId id, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Extends a lease; false when it is lost.</summary>
    ValueTask<bool> RenewLeaseAsync(RunFence fence, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back; the run is claimable at once. False when it was lost before.</summary>
    ValueTask<bool> ReleaseLeaseAsync(RunFence fence, string token, CancellationToken cancellationToken = default);

    // ---- clients and operators ----

    /// <summary>Asks for a run's end. One that never executed is cancelled at once; an owned one carries the request.</summary>
    ValueTask<CommandResult> RequestCancelAsync(RunId id, Command command, bool force = false, CancellationToken cancellationToken = default);

    /// <summary>Asks for a run's pause.</summary>
    ValueTask<CommandResult> RequestPauseAsync(RunId id, Command command, CancellationToken cancellationToken = default);

    /// <summary>Makes a suspended run pending again, or takes back a pause that was only asked for.</summary>
    ValueTask<CommandResult> ResumeAsync(RunId id, Command command, CancellationToken cancellationToken = default);

    /// <summary>Makes a failed run pending again where it failed: the last attempt's operation is repeated.</summary>
    ValueTask<CommandResult> RetryAsync(RunId id, Command command, CancellationToken cancellationToken = default);

    /// <summary>Sends a signal; a known key is accepted and dropped.</summary>
    ValueTask<CommandResult> SignalAsync(RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default);

    /// <summary>A run's signals after a number, in order.</summary>
    ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(RunId id, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Replaces a run's tags.</summary>
    ValueTask<CommandResult> SetTagsAsync(RunId id, Command command, IReadOnlyList<string> tags, CancellationToken cancellationToken = default);

    /// <summary>A run's events after a number, in order.</summary>
    ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(RunId id, long after = 0, int max = 1000, CancellationToken cancellationToken = default);

    /// <summary>Who did what to a run, in order.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId id, CancellationToken cancellationToken = default);

    /// <summary>Deletes whole run trees whose every member has ended before a moment, at most a batch of them; returns how many runs.</summary>
    ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default);
}
