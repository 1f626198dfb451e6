using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd.Cloning;

/// <summary>A store in which a clone of the process has written, before the first step's end, and was never seen again.</summary>
internal sealed class VanishedClone(IWorkflowPersistence inner) : ForwardingPersistence(inner)
{
    private bool _hasWritten;

    /// <summary>The worker that both are.</summary>
    public string? Token { get; private set; }

    /// <summary>How the process that is left was answered.</summary>
    public CommitResult? Refused { get; private set; }

    public override async ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        Token ??= worker.Token;
        return await base.RegisterWorkerAsync(worker, cancellationToken);
    }

    public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        if (_hasWritten || commit.Steps.All(step => step.Status != StepStatus.Completed)) return await base.CommitAsync(commit, cancellationToken);
        _hasWritten = true;
        var clones = new RunCommit { RunId = commit.RunId, Generation = commit.Generation, Sequence = commit.Sequence, Status = RunStatus.Running, AtNode = commit.AtNode };
        Assert.Equal(CommitOutcome.Applied, (await base.CommitAsync(clones, cancellationToken)).Outcome);
        Refused = await base.CommitAsync(commit, cancellationToken);
        return Refused.Value;
    }
}
