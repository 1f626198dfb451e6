using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Limits over all workers: an attempt begins in the commit that gets its permits, or waits for them.</summary>
internal sealed partial class RunActivation
{
    private void AskForPermits(Strand strand)
    {
        var limits = strand.Node.Limits;
        for (var i = 0; i < limits.Length; i++)
        {
            _draft.Commit.Limits.Add(
                new(strand.Frame.LimitKeyOf(strand.Command.Node, i), limits[i].Limit, limits[i].Per, strand.Node.Id, strand.Operation.Path));
        }
    }

    /// <summary>Commits the draft; what a limit holds back is taken out of it, and the rest is sent again.</summary>
    private async ValueTask<bool> CommitWithinLimitsAsync()
    {
        while (!await CommitAsync(ActiveStatus).ConfigureAwait(false))
        {
            if (_limited is not { } answer) return false;
            _limited = null;
            HoldBack(_draft.Commit.Limits[answer.LimitedBy], answer.RetryAt);
        }
        return true;
    }

    /// <summary>The strand waits: for its turn, which moves the inbox, or for the moment at which its rate allows one more.</summary>
    private void HoldBack(LimitRequest request, DateTimeOffset? retryAt)
    {
        var strand = _strands.Find(one => one.Phase == StrandPhase.Announced && one.Node.Id == request.NodeId && one.Operation.Path == request.Path)!;
        var (commit, attempt) = (_draft.Commit, strand.Operation.Attempt);
        commit.Limits.RemoveAll(one => one.NodeId == request.NodeId && one.Path == request.Path);
        commit.Steps.RemoveAll(row => row.NodeId == request.NodeId && row.Path == request.Path && row.Attempt == attempt && row.Status == StepStatus.Running);
        (strand.Operation.Row, strand.Operation.DueAt, strand.NextPoll) = (strand.RowBefore, null, retryAt);
        Wait(strand, mustLook: false);
    }
}
