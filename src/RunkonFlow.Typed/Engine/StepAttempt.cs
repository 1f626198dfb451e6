using System.Runtime.CompilerServices;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// Runs one attempt at a step under its token: timeout, cancellation, shutdown and a grace period for bodies that ignore all of
/// them. One object per activation, used for attempt after attempt; what it needs per attempt is reused, not allocated.
/// </summary>
internal sealed class StepAttempt(TimeProvider time, TimeSpan grace)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _source;
    private bool _isRunning;
    private bool _ignoresCancel;
    private StopCause _cause;

    /// <summary>Decides between a body that ends and the engine that gives it up.</summary>
    public AttemptTicket Ticket { get; } = new();

    /// <summary>What is called in the step's place in the next attempt; null for the step itself.</summary>
    public StepBody? StandIn { get; set; }

    /// <summary>What the attempt threw; null when it was given up or ended well.</summary>
    public Exception? Error { get; private set; }

    /// <summary>A body still runs that was given up: its frame must not serve another run.</summary>
    public bool LeftABodyBehind { get; private set; }

    /// <summary>Makes the attempt; returns when the body has ended or was given up.</summary>
    /// <param name="frame">The run's frame.</param>
    /// <param name="node">The operation.</param>
    /// <param name="step">What the body may know.</param>
    /// <param name="timeout">How long it may take; null for no limit.</param>
    /// <param name="isFinalizer">A cancel does not reach it.</param>
    public ValueTask<AttemptEnd> RunAsync(FlowFrame frame, int node, StepContext step, TimeSpan? timeout, bool isFinalizer)
    {
        Error = null;
        var token = Begin(timeout, isFinalizer);
        ValueTask call;
        try
        {
            frame.OpenTicket(Ticket);
            call = StandIn is { } standIn ? standIn(frame, node, step, token) : frame.ExecuteAsync(node, step, token);
        }
        catch (Exception e)
        {
            call = ValueTask.FromException(e);
        }
        if (!call.IsCompletedSuccessfully) return FinishAsync(call, token);
        call.GetAwaiter().GetResult();
        End();
        return new(AttemptEnd.Completed);
    }

    /// <summary>The rest of an attempt whose body did not end well at once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptEnd> FinishAsync(ValueTask call, CancellationToken token)
    {
        try
        {
            if (call.IsCompleted) call.GetAwaiter().GetResult();
            else if (!await EndedInTimeAsync(call, token).ConfigureAwait(false)) return EndByCause();
            return AttemptEnd.Completed;
        }
        catch (Exception e)
        {
            Error = e;
            return token.IsCancellationRequested ? EndByCause() : AttemptEnd.Failed;
        }
        finally
        {
            End();
        }
    }

    /// <summary>The attempt ended well but its result could not be kept: it counts as failed.</summary>
    public void Fail(Exception error) => Error = error;

    /// <summary>Stops the attempt that runs now, if it is one that the cause reaches. Called from any thread.</summary>
    public void Stop(StopCause cause)
    {
        lock (_lock)
        {
            if (!_isRunning || cause <= _cause || cause == StopCause.Pause || (cause == StopCause.Cancel && _ignoresCancel)) return;
            _cause = cause;
            // Not under the lock, and not on this thread: callbacks are the user's.
            _ = _source!.CancelAsync();
        }
    }

    /// <summary>The attempt's time is up, as somebody else counts it.</summary>
    public void Expire()
    {
        lock (_lock)
        {
            if (_isRunning) _ = _source!.CancelAsync();
        }
    }

    private CancellationToken Begin(TimeSpan? timeout, bool isFinalizer)
    {
        lock (_lock)
        {
            _source ??= new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            if (timeout is { } limit && TimerLimit.Reaches(limit)) _source.CancelAfter(limit);
            (_isRunning, _ignoresCancel, _cause) = (true, isFinalizer, StopCause.None);
            return _source.Token;
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _isRunning = false;
            if (_source!.TryReset()) return;
            _source.Dispose();
            _source = null;
        }
    }

    private AttemptEnd EndByCause()
    {
        lock (_lock)
        {
            return _cause switch
            {
                StopCause.Cancel => AttemptEnd.Cancelled,
                StopCause.Shutdown => AttemptEnd.Stopped,
                StopCause.LeaseLost => AttemptEnd.LeaseLost,
                _ => AttemptEnd.TimedOut,
            };
        }
    }

    /// <summary>Waits for the body; false when it ignored its token for the whole grace period.</summary>
    private async Task<bool> EndedInTimeAsync(ValueTask call, CancellationToken token)
    {
        var body = call.AsTask();
        var patience = new Patience(time, grace);
        await using (token.UnsafeRegister(static state => ((Patience)state!).Begin(), patience).ConfigureAwait(false))
        {
            await Task.WhenAny(body, patience.Ended).ConfigureAwait(false);
        }
        patience.Dispose();
        // Whoever takes the ticket decides: a body that ends in this very moment has its result stored, or has not.
        if (body.IsCompleted || !Ticket.Take(Ticket.Stamp))
        {
            await body.ConfigureAwait(false);
            return true;
        }
        LeftABodyBehind = true;
        _ = body.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return false;
    }

    /// <summary>The grace period of one body, begun when its token is cancelled.</summary>
    private sealed class Patience(TimeProvider time, TimeSpan grace) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ITimer? _timer;

        public Task Ended => _ended.Task;

        public void Begin()
            => _timer = time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), _ended, grace, Timeout.InfiniteTimeSpan);

        public void Dispose() => _timer?.Dispose();
    }
}
