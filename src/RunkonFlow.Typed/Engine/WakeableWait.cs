namespace RunkonFlow.Typed.Engine;

/// <summary>A wait of one waiter that others may end early, also just before it begins.</summary>
internal class WakeableWait(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private TaskCompletionSource? _quiet;
    private bool _isWoken;

    /// <summary>
    /// Waits; returns earlier, or at once, when <see cref="Wake"/> was called since the last wait, and also where the duration is
    /// longer than a timer can take: the caller asks the clock.
    /// </summary>
    public async Task ForAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isWoken)
            {
                _isWoken = false;
                return;
            }
            _waiter = waiter;
            _quiet?.TrySetResult();
            _quiet = null;
        }
        // Clocks count in ticks and stores in milliseconds: a millisecond more spares a second turn.
        await using var timer = time.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), waiter, duration == Timeout.InfiniteTimeSpan ? duration : TimerLimit.Within(duration) + TimeSpan.FromMilliseconds(1),
            Timeout.InfiniteTimeSpan);
        await using var cancellation = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), waiter);
        await waiter.Task.ConfigureAwait(false);
        lock (_lock) (_waiter, _isWoken) = (null, false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Completes when the waiter waits, and nobody has woken it: what it was woken for before is done.</summary>
    public Task QuietAsync()
    {
        lock (_lock)
        {
            if (_waiter is not null && !_isWoken) return Task.CompletedTask;
            return (_quiet ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends the wait that is under way, or the next one.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isWoken = true;
            _waiter?.TrySetResult();
        }
    }
}
