using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>A commit and its caller.</summary>
internal sealed class CommitRequest(RunCommit commit)
{
    private readonly TaskCompletionSource<CommitResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunCommit Commit => commit;

    public UInt128 Digest { get; } = CommitDigest.Of(commit);

    /// <summary>The runs that try items again, of fan-outs that take the items of an earlier attempt.</summary>
    public Dictionary<FanOutStart, List<(RunId Previous, RunId Next)>>? Retried { get; init; }

    public Task<CommitResult> Task => _completion.Task;

    public void Complete(CommitResult answer) => _completion.TrySetResult(answer);

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
