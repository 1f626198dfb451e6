using RunkonFlow.Typed.Persistence;

namespace CrashWorker;

/// <summary>A store that traces its commits, claims and heartbeats.</summary>
internal sealed class TracingPersistence(IWorkflowPersistence inner, Trace trace) : ForwardingPersistence(inner)
{
    private int _number;

    public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _number);
        // The commit object belongs to the activation and is filled anew: what is traced after the call is read before it.
        var fence = $"{number} {commit.RunId} {commit.Generation} {commit.Sequence}";
        trace.Write($"commit-begin {fence}");
        var result = await base.CommitAsync(commit, cancellationToken);
        trace.Write($"commit-end {fence} {result.Outcome}");
        if (number == 1) Console.Out.WriteLine("committed");
        return result;
    }

    public override async ValueTask<ClaimAnswer> ClaimRunsAsync(
        ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        var claimed = await base.ClaimRunsAsync(request, into, cancellationToken);
        for (var i = 0; i < claimed.Count; i++) trace.Write($"claimed {into[i].RunId} {into[i].Generation}");
        return claimed;
    }
}
