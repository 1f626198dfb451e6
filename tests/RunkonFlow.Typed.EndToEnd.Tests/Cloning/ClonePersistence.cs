using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd.Cloning;

/// <summary>A store as one of two clones sees it: the second is given what the first was given.</summary>
internal sealed class ClonePersistence(IWorkflowPersistence inner, CloneScene scene, bool isOriginal) : ForwardingPersistence(inner)
{
    private readonly TaskCompletionSource<WorkerLease> _ownLease = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRegistered;
    private bool _hasClaim;
    private bool _hasBegun;
    private bool _isFenced;
    private int _appliedAfterFence;

    /// <summary>The lease under which it goes on, alone.</summary>
    public Task<WorkerLease> OwnLease => _ownLease.Task;

    /// <summary>Commits that were taken after one was not.</summary>
    public int AppliedAfterFence => _appliedAfterFence;

    public override async ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
    {
        if (_isRegistered)
        {
            var lease = await base.RegisterWorkerAsync(worker, cancellationToken);
            await scene.BeganAnewAsync(this);
            _ownLease.TrySetResult(lease);
            return lease;
        }
        _isRegistered = true;
        if (isOriginal) scene.Registered(await base.RegisterWorkerAsync(worker, cancellationToken));
        return await scene.Lease;
    }

    public override async ValueTask<ClaimAnswer> ClaimRunsAsync(
        ClaimRequest request, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken = default)
    {
        if (isOriginal || request.Worker != (await scene.Lease).Token)
        {
            var answer = await base.ClaimRunsAsync(request, into, cancellationToken);
            if (answer.Count == 1 && !scene.Claim.IsCompleted) scene.Claimed(Copied(into[0], new()));
            return answer;
        }
        var now = await GetUtcNowAsync(cancellationToken);
        if (_hasClaim) return new(0, now, null);
        _hasClaim = true;
        Copied(await scene.Claim.WaitAsync(cancellationToken), into[0]);
        return new(1, now, null);
    }

    public override async ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        if (!_hasBegun && commit.Steps.All(step => !step.Status.IsTerminal()))
        {
            _hasBegun = true;
            if (isOriginal) scene.Began(await base.CommitAsync(commit, cancellationToken));
            return await scene.Beginning;
        }
        var generation = commit.Generation;
        var result = await base.CommitAsync(commit, cancellationToken);
        if (result.Outcome == CommitOutcome.Fenced)
        {
            _isFenced = true;
            await scene.FencedAsync(this);
        }
        else if (_isFenced && result.IsApplied && generation == (await scene.Claim).Generation) Interlocked.Increment(ref _appliedAfterFence);
        return result;
    }

    public override async ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        Task<WorkerLease?> Renew() => base.HeartbeatAsync(lease, timeToLive, cancellationToken).AsTask();
        return lease.Token == (await scene.Lease).Token ? await scene.RenewAsync(this, Renew) : await Renew();
    }

    private static ClaimedRun Copied(ClaimedRun run, ClaimedRun into)
    {
        foreach (var field in typeof(ClaimedRun).GetFields()) field.SetValue(into, field.GetValue(run));
        into.Values.AddRange(run.Values);
        into.Progress.AddRange(run.Progress);
        into.OpenSteps.AddRange(run.OpenSteps);
        return into;
    }
}
