using System.Data.Common;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>A store that hands every call to another. What is to be watched or changed on the way, a derived class overrides.</summary>
/// <param name="inner">The store that does the work.</param>
public abstract class ForwardingPersistence(IWorkflowPersistence inner) : IWorkflowPersistence
{
    /// <inheritdoc/>
    public virtual ValueTask<GateApprovalState> GetGateApprovalAsync(long stepId, CancellationToken cancellationToken = default)
        => inner.GetGateApprovalAsync(stepId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> ApproveAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => inner.ApproveAsync(stepId, command, feedback, selections, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> RejectAsync(
        long stepId, Command command, string? feedback = null, CancellationToken cancellationToken = default)
        => inner.RejectAsync(stepId, command, feedback, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> VoteAsync(
        long stepId, Command command, string? feedback = null, IReadOnlyList<string>? selections = null, CancellationToken cancellationToken = default)
        => inner.VoteAsync(stepId, command, feedback, selections, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync(CancellationToken cancellationToken = default)
        => inner.InitializeAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default)
        => inner.GetUtcNowAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        => inner.CommitAsync(commit, cancellationToken);

    /// <inheritdoc/>
    public virtual bool HasTransactions => inner.HasTransactions;

    /// <inheritdoc/>
    public virtual ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
        => inner.CommitInTransactionAsync(body, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        => inner.ResolveCommitAsync(commit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
        => inner.RegisterWorkerAsync(worker, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<WorkerLease?> HeartbeatAsync(
        WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => inner.HeartbeatAsync(lease, timeToLive, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask RetireWorkerAsync(string token, CancellationToken cancellationToken = default)
        => inner.RetireWorkerAsync(token, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> RecoverExpiredAsync(CancellationToken cancellationToken = default)
        => inner.RecoverExpiredAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ClaimAnswer> ClaimRunsAsync(
        ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
        => inner.ClaimRunsAsync(request, into, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<RunNews>> GetNewsAsync(string worker, CancellationToken cancellationToken = default)
        => inner.GetNewsAsync(worker, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<WorkflowRunStep?> GetLatestStepAsync(
        RunId id, string nodeId, IterationPath path, CancellationToken cancellationToken = default)
        => inner.GetLatestStepAsync(id, nodeId, path, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredValue>> GetFrameValuesAsync(RunId id, CancellationToken cancellationToken = default)
        => inner.GetFrameValuesAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<WorkflowRunStep?> GetWaitingStepAsync(RunId id, string stepName, CancellationToken cancellationToken = default)
        => inner.GetWaitingStepAsync(id, stepName, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredSignal?> GetNextSignalAsync(RunId id, string name, CancellationToken cancellationToken = default)
        => inner.GetNextSignalAsync(id, name, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
        => inner.GetOutcomesAsync(id, fanOut, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<DateTimeOffset?> GetNextDueAsync(string @namespace, CancellationToken cancellationToken = default)
        => inner.GetNextDueAsync(@namespace, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<(WorkflowRun Run, bool Existed)> CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
        => inner.CreateRunAsync(run, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<WorkflowRun?> GetRunAsync(RunId id, CancellationToken cancellationToken = default)
        => inner.GetRunAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<RunPage> ListRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
        => inner.ListRunsAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long> UpdateRunStatusAsync(
        RunId id, RunFence? fence, RunStatus status, string? summary = null, string? error = null, CancellationToken cancellationToken = default)
        => inner.UpdateRunStatusAsync(id, fence, status, summary, error, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long> SetWaitingAsync(
        RunFence fence, long stepId, string blockedOn, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
        => inner.SetWaitingAsync(fence, stepId, blockedOn, deadline, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> IsRunCancelledAsync(RunId id, CancellationToken cancellationToken = default)
        => inner.IsRunCancelledAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long> InsertStepAsync(RunFence fence, NewStep step, CancellationToken cancellationToken = default)
        => inner.InsertStepAsync(fence, step, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> UpdateStepAsync(long stepId, StepUpdate update, CancellationToken cancellationToken = default)
        => inner.UpdateStepAsync(stepId, update, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => inner.GetStepsAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long> InsertFanOutItemAsync(
        RunFence fence, long stepId, NewFanOutItem item, CancellationToken cancellationToken = default)
        => inner.InsertFanOutItemAsync(fence, stepId, item, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask UpdateFanOutItemAsync(RunFence fence, FanOutItemWrite write, CancellationToken cancellationToken = default)
        => inner.UpdateFanOutItemAsync(fence, write, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask BatchUpdateFanOutItemsAsync(
        RunFence fence, IReadOnlyList<FanOutItemWrite> writes, CancellationToken cancellationToken = default)
        => inner.BatchUpdateFanOutItemsAsync(fence, writes, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<FanOutItem>> GetFanOutItemsAsync(
        long stepId, FanOutItemStatus? status = null, CancellationToken cancellationToken = default)
        => inner.GetFanOutItemsAsync(stepId, status, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<LeaseAnswer> AcquireLeaseAsync(
        RunId id, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => inner.AcquireLeaseAsync(id, token, timeToLive, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> RenewLeaseAsync(
        RunFence fence, string token, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => inner.RenewLeaseAsync(fence, token, timeToLive, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> ReleaseLeaseAsync(RunFence fence, string token, CancellationToken cancellationToken = default)
        => inner.ReleaseLeaseAsync(fence, token, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> RequestCancelAsync(
        RunId id, Command command, bool force = false, CancellationToken cancellationToken = default)
        => inner.RequestCancelAsync(id, command, force, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> RequestPauseAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => inner.RequestPauseAsync(id, command, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> ResumeAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => inner.ResumeAsync(id, command, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> RetryAsync(
        RunId id, Command command, RetryFrom? from = null, CancellationToken cancellationToken = default)
        => inner.RetryAsync(id, command, from, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId id, CancellationToken cancellationToken = default)
        => inner.GetArchivedStepsAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> SignalAsync(
        RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default)
        => inner.SignalAsync(id, command, signal, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(
        RunId id, long after = 0, CancellationToken cancellationToken = default)
        => inner.GetSignalsAsync(id, after, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ReadOnlyMemory<byte>> GetReplyAsync(
        RunId id, string signal, string key, CancellationToken cancellationToken = default)
        => inner.GetReplyAsync(id, signal, key, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommandResult> SetTagsAsync(
        RunId id, Command command, IReadOnlyList<string> tags, CancellationToken cancellationToken = default)
        => inner.SetTagsAsync(id, command, tags, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(
        RunId id, long after = 0, int max = 1000, CancellationToken cancellationToken = default)
        => inner.GetEventsAsync(id, after, max, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId id, CancellationToken cancellationToken = default)
        => inner.GetAuditAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask RegisterSinkAsync(string sink, CancellationToken cancellationToken = default)
        => inner.RegisterSinkAsync(sink, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask RemoveSinkAsync(string sink, CancellationToken cancellationToken = default)
        => inner.RemoveSinkAsync(sink, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> AcquireSinkAsync(string sink, string holder, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => inner.AcquireSinkAsync(sink, holder, timeToLive, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ReleaseSinkAsync(string sink, string holder, CancellationToken cancellationToken = default)
        => inner.ReleaseSinkAsync(sink, holder, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<EventBatch> ReadSinkAsync(string sink, int maxCommits = 100, CancellationToken cancellationToken = default)
        => inner.ReadSinkAsync(sink, maxCommits, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> AdvanceSinkAsync(string sink, string holder, long cursor, CancellationToken cancellationToken = default)
        => inner.AdvanceSinkAsync(sink, holder, cursor, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default)
        => inner.PurgeAsync(endedBefore, maxTrees, cancellationToken);
}
