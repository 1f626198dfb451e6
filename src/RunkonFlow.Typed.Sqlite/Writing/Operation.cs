using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>A write other than a commit: a function of the session. It runs inside a savepoint, so that it may refuse at any point.</summary>
internal sealed class Operation<T>(Func<WriteSession, T> apply, CancellationToken cancellationToken) : WriteRequest
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _isTaken;
    private T? _answer;
    private Exception? _refusal;

    public Task<T> Task => _completion.Task;

    /// <summary>From here on the caller's cancellation takes the request back, as long as it has not begun.</summary>
    public void WatchCancellation()
    {
        if (!cancellationToken.CanBeCanceled) return;
        _registration = cancellationToken.UnsafeRegister(static state => ((Operation<T>)state!).Cancel(), this);
    }

    public override bool Begins => Interlocked.Exchange(ref _isTaken, 1) == 0;

    public override void Apply(WriteSession session)
    {
        (_answer, _refusal) = (default, null);
        session.Connection["SAVEPOINT operation"].Run();
        try
        {
            _answer = apply(session);
        }
        catch (Exception exception) when (exception is not SqliteFailure and not RedoAloneException)
        {
            _refusal = exception;
            session.Connection.ResetAll();
            session.Connection["ROLLBACK TO operation"].Run();
        }
        session.Connection["RELEASE operation"].Run();
    }

    public override void Complete()
    {
        _registration.Unregister();
        if (_refusal is null) _completion.SetResult(_answer!);
        else _completion.SetException(_refusal);
    }

    public override void Fail(Exception exception)
    {
        _registration.Unregister();
        _completion.TrySetException(exception);
    }

    private void Cancel()
    {
        if (Begins) _completion.SetCanceled(cancellationToken);
    }
}
