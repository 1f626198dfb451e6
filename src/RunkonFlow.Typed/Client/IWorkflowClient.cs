using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>Starts runs, watches them and steers them; from any process that shares the store.</summary>
public interface IWorkflowClient
{
    /// <summary>The workflows that are registered in this process, each version, by group, title and version.</summary>
    IReadOnlyList<WorkflowDefinition> Workflows { get; }

    /// <summary>Starts a run, or finds the one that was started with the same key.</summary>
    ValueTask<RunHandle<TResult>> StartAsync<TResult>(WorkflowStart<TResult> start, StartOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>A handle on a run whose result type the caller knows, such as one whose id was kept.</summary>
    RunHandle<TResult> Handle<TResult>(WorkflowRegistration workflow, RunId runId);

    /// <summary>The run, or null.</summary>
    ValueTask<WorkflowRun?> GetAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>Lists runs, newest first.</summary>
    ValueTask<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>A run's step rows, in the order in which they were begun.</summary>
    ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>
    /// What a run's flow holds, as it was stored last: typed, by the user's names. A run that is under way is read as its last
    /// commit left it. Null when there is no such run.
    /// </summary>
    /// <exception cref="InvalidOperationException">Its workflow is not registered in this process.</exception>
    /// <exception cref="Machines.IncompatibleFrameException">It was stored by a flow of another shape.</exception>
    ValueTask<RunLocals?> GetLocalsAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>
    /// The graph of a run's workflow and where the run stands with each of its nodes, to be drawn or written as JSON. It reads the run
    /// and its step rows; of a fan-out the counts alone. Null when there is no such run.
    /// </summary>
    /// <exception cref="InvalidOperationException">Its workflow is not registered in this process.</exception>
    ValueTask<RunGraph?> GetGraphAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>A run's events after a number.</summary>
    ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(RunId runId, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>A run's events as they happen, until it ends.</summary>
    IAsyncEnumerable<RunEvent> WatchAsync(RunId runId, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Waits for a run's end.</summary>
    /// <exception cref="Persistence.NotFoundException">There is no such run.</exception>
    ValueTask<WorkflowRun> WaitForEndAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>Asks for a run's end; its finalizers and compensations run first.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="reason">Why; stored with the run.</param>
    /// <param name="force">Does not wait for finalizers that are under way.</param>
    /// <param name="options">Who asks, and the command's id.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    ValueTask<CommandResult> CancelAsync(
        RunId runId, string? reason = null, bool force = false, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Asks for a run's pause: it stops before its next operation, and so do its fan-outs' items. Child runs go on.</summary>
    ValueTask<CommandResult> PauseAsync(RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lets a paused or poisoned run go on.</summary>
    ValueTask<CommandResult> ResumeAsync(RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets a failed run go on with the operation that failed, whose retry policy begins anew; also when finalizers have run since,
    /// which then run again at the end. Steps that compensations have undone stay undone.
    /// </summary>
    ValueTask<CommandResult> RetryAsync(RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets a failed run go on from its start or an earlier operation: what it had done from there on is archived and done anew, by
    /// steps with idempotency keys of their own. A conflict says what stands against it.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="from">From where.</param>
    /// <param name="reason">Why; stored with the run.</param>
    /// <param name="options">Who asks, and the command's id.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    ValueTask<CommandResult> RetryAsync(
        RunId runId, RetryFrom from, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The step rows that retries have archived.</summary>
    ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>Replaces a run's tags.</summary>
    ValueTask<CommandResult> SetTagsAsync(
        RunId runId, IReadOnlyList<string> tags, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Who did what to a run.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>Deletes whole run trees that ended before a moment, in small batches; returns how many runs.</summary>
    ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken = default);

    /// <summary>
    /// Approves a gate at which a run waits, as one voter: with a quorum it takes as many different ones. Conflict when it does
    /// not wait, was decided, or the voter has voted; expired at or after its deadline.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="gate">The gate, such as <c>OrderFulfilment.Gates.Approval</c>.</param>
    /// <param name="feedback">What the flow reads as feedback.</param>
    /// <param name="options">Who votes (<see cref="CommandOptions.By"/>), and the command's id.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    ValueTask<CommandResult> ApproveAsync(
        RunId runId, GateHandle gate, string? feedback = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ApproveAsync(RunId, GateHandle, string?, CommandOptions?, CancellationToken)"/>, with options selected.</summary>
    ValueTask<CommandResult> ApproveAsync<TOption>(
        RunId runId, GateHandle<TOption> gate, IReadOnlyList<TOption> selections, string? feedback = null, CommandOptions? options = null,
        CancellationToken cancellationToken = default)
        where TOption : notnull;

    /// <summary>Rejects a gate: one rejection is enough.</summary>
    ValueTask<CommandResult> RejectAsync(
        RunId runId, GateHandle gate, string? feedback = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a message to a run, which takes it now or when it comes to wait for it. A run that has ended takes none.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="signal">The signal, such as <c>OrderFulfilment.Signals.Paid</c>.</param>
    /// <param name="message">The message.</param>
    /// <param name="key">A second message of this signal with the same key is dropped; null for none.</param>
    /// <param name="options">Who sends, and the command's id.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    ValueTask<CommandResult> SignalAsync<TMessage>(
        RunId runId, SignalHandle<TMessage> signal, TMessage message, string? key = null, CommandOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a request to a run and waits for its reply, as long as it takes. Repeated with the same key, or the same command id,
    /// it is the same request and gives the same reply, also after the run has ended and from another process.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="signal">The signal, such as <c>Account.Signals.Balance</c>.</param>
    /// <param name="message">The message.</param>
    /// <param name="key">Tells the request from others of this signal; by default the command's id.</param>
    /// <param name="options">Who sends, and the command's id.</param>
    /// <param name="cancellationToken">Ends the wait; the request stands.</param>
    /// <exception cref="RequestNotAnsweredException">The run has ended, or was cancelled, without a reply.</exception>
    /// <exception cref="Persistence.NotFoundException">There is no such run.</exception>
    Task<TReply> RequestAsync<TMessage, TReply>(
        RunId runId, RequestHandle<TMessage, TReply> signal, TMessage message, string? key = null, CommandOptions? options = null,
        CancellationToken cancellationToken = default);
}
