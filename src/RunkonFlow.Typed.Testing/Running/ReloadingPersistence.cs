using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Testing.Running;

/// <summary>
/// After each commit in which an operation has ended the run is let go and claimed again: what goes on is read from the store.
/// Commits that only begin something are left alone, for the run must get on.
/// </summary>
internal sealed class ReloadingPersistence(IWorkflowPersistence inner, Action<RunId> letGo) : ForwardingPersistence(inner)
{
    public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        var ends = !commit.Releases && commit.Steps.Exists(static row => row.Status.IsTerminal() && row.ErrorType != FailureTypes.Interrupted);
        var run = commit.RunId;
        var result = await base.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        if (ends && result.IsApplied) letGo(run);
        return result;
    }
}
