using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>What operators ask of runs.</summary>
internal sealed partial class WorkflowClient
{
    public async ValueTask<CommandResult> CancelAsync(
        RunId runId, string? reason = null, bool force = false, CommandOptions? options = null, CancellationToken cancellationToken = default)
        => Woken(runId, await store.RequestCancelAsync(runId, ToCommand(reason ?? FailureTypes.UserRequested, options), force, cancellationToken).ConfigureAwait(false));

    public async ValueTask<CommandResult> PauseAsync(
        RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default)
        => Woken(runId, await store.RequestPauseAsync(runId, ToCommand(reason, options), cancellationToken).ConfigureAwait(false));

    public async ValueTask<CommandResult> ResumeAsync(
        RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default)
        => Woken(runId, await store.ResumeAsync(runId, ToCommand(reason, options), cancellationToken).ConfigureAwait(false));

    public async ValueTask<CommandResult> RetryAsync(
        RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default)
        => Woken(runId, await store.RetryAsync(runId, ToCommand(reason, options), cancellationToken: cancellationToken).ConfigureAwait(false));

    public async ValueTask<CommandResult> RetryAsync(
        RunId runId, RetryFrom from, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        return Woken(runId, await store.RetryAsync(runId, ToCommand(reason, options), from, cancellationToken).ConfigureAwait(false));
    }

    public ValueTask<IReadOnlyList<WorkflowRunStep>> GetArchivedStepsAsync(RunId runId, CancellationToken cancellationToken = default)
        => store.GetArchivedStepsAsync(runId, cancellationToken);

    public ValueTask<CommandResult> SetTagsAsync(
        RunId runId, IReadOnlyList<string> tags, CommandOptions? options = null, CancellationToken cancellationToken = default)
        => store.SetTagsAsync(runId, ToCommand(null, options), tags, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId runId, CancellationToken cancellationToken = default)
        => store.GetAuditAsync(runId, cancellationToken);

    public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken = default)
    {
        var purged = 0;
        while (await store.PurgeAsync(endedBefore, cancellationToken: cancellationToken).ConfigureAwait(false) is > 0 and var batch) purged += batch;
        return purged;
    }

    private CommandResult Woken(RunId runId, CommandResult result)
    {
        work.Wake(runId);
        return result;
    }

    private Command ToCommand(string? reason, CommandOptions? said)
        => new(said?.CommandId ?? Guid.CreateVersion7(time.GetUtcNow()), said?.By ?? Environment.UserName, reason);
}
