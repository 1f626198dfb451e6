using System.Threading.Tasks.Sources;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>A commit and its caller. Pooled: it is its own awaitable, so that a commit allocates nothing.</summary>
internal sealed class CommitRequest(CommitRequestPool pool) : WriteRequest, IValueTaskSource<CommitResult>
{
    private ManualResetValueTaskSourceCore<CommitResult> _source = new() { RunContinuationsAsynchronously = true };
    private RunCommit? _commit;
    private UInt128 _digest;
    private CommitResult _answer;

    public ValueTask<CommitResult> Task => new(this, _source.Version);

    public void Begin(RunCommit commit)
    {
        _commit = commit;
        _digest = CommitDigest.Of(commit);
    }

    public override void Apply(WriteSession session) => _answer = session.Commits.Apply(_commit!, _digest);

    public override void Complete() => _source.SetResult(_answer);

    public override void Fail(Exception exception) => _source.SetException(exception);

    CommitResult IValueTaskSource<CommitResult>.GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _commit = null;
            _source.Reset();
            pool.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<CommitResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<CommitResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);
}
