using System.Threading.Tasks.Sources;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>A commit on its way. One that waits for a lane has a caller who awaits its answer, once; then it can be used again.</summary>
internal sealed class CommitRequest : IValueTaskSource<CommitResult>
{
    private ManualResetValueTaskSourceCore<CommitResult> _answer = new() { RunContinuationsAsynchronously = true };
    private Action<CommitRequest>? _free;

    public RunCommit Commit { get; private set; } = null!;

    public UInt128 Digest { get; private set; }

    /// <summary>The runs that try items again, of fan-outs that take the items of an earlier attempt.</summary>
    public Dictionary<FanOutStart, List<(RunId Previous, RunId Next)>>? Retried { get; private set; }

    /// <summary>The request behind this one in the line.</summary>
    public CommitRequest? Next { get; set; }

    public CommitRequest Set(RunCommit commit, Dictionary<FanOutStart, List<(RunId Previous, RunId Next)>>? retried)
    {
        (Commit, Digest, Retried) = (commit, CommitDigest.Of(commit), retried);
        return this;
    }

    /// <summary>The answer to come. It is taken once, and then the request is handed to <paramref name="free"/>.</summary>
    public ValueTask<CommitResult> AnswerAsync(Action<CommitRequest> free)
    {
        _free = free;
        return new(this, _answer.Version);
    }

    public void Complete(CommitResult answer) => _answer.SetResult(answer);

    public void Fail(Exception exception) => _answer.SetException(exception);

    CommitResult IValueTaskSource<CommitResult>.GetResult(short token)
    {
        try
        {
            return _answer.GetResult(token);
        }
        finally
        {
            _answer.Reset();
            (Commit, Retried) = (null!, null);
            _free!(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<CommitResult>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<CommitResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _answer.OnCompleted(continuation, state, token, flags);
}
