namespace RunkonFlow.Typed.Testing;

/// <summary>
/// A clock that stands still until it is moved, and whose timers fire when it is moved past them: each with the clock at the
/// timer's own moment, in the order in which they are due.
/// </summary>
/// <remarks>
/// <see cref="WorkflowTest"/> moves it from one moment at which something is due to the next. Give it to whatever the steps
/// call: <c>Task.Delay(…, time, …)</c> in a step then takes no real time either.
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider, IVirtualTime
{
    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.ByMoment);
    private DateTimeOffset _now;
    private long _created;
    private long _version;

    /// <summary>A clock that begins at a moment; by default at the beginning of 2026.</summary>
    public VirtualTimeProvider(DateTimeOffset? start = null)
    {
        _now = (start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();
        ForEngine = new EngineTime(this);
    }

    /// <summary>Universal time, so that tests give the same everywhere.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null when there is none.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_lock) return _timers.Min?.DueAt;
        }
    }

    /// <summary>The same clock as an engine has it: its timers are not mistaken for those of steps.</summary>
    internal TimeProvider ForEngine { get; }

    /// <summary>Timers of steps are pending: somebody waits on this clock.</summary>
    internal bool HasTimersOfSteps
    {
        get
        {
            lock (_lock) return _timers.Any(static timer => !timer.IsOfEngine);
        }
    }

    /// <summary>Grows whenever timers or the time change.</summary>
    internal long Version => Interlocked.Read(ref _version);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => Create(callback, state, dueTime, period, isOfEngine: false);

    /// <summary>Moves the clock forwards; the timers that are due meanwhile fire on this thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock to a moment; one in the past changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        while (true)
        {
            VirtualTimer? due;
            lock (_lock)
            {
                due = _timers.Min is { } next && next.DueAt <= moment ? next : null;
                if ((due?.DueAt ?? moment) > _now) _now = (due?.DueAt ?? moment).ToUniversalTime();
                due?.Schedule(due.Period);
                _version++;
            }
            if (due is null) return;
            due.Fire();
        }
    }

    private VirtualTimer Create(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, bool isOfEngine)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, Interlocked.Increment(ref _created), isOfEngine);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class EngineTime(VirtualTimeProvider time) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => time.Create(callback, state, dueTime, period, isOfEngine: true);
    }

    private sealed class VirtualTimer(VirtualTimeProvider time, TimerCallback callback, object? state, long number, bool isOfEngine) : ITimer
    {
        // What the caller of CreateTimer had around it, as timers of the platform do.
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public static IComparer<VirtualTimer> ByMoment { get; } = Comparer<VirtualTimer>.Create(static (left, right) =>
            left.DueAt != right.DueAt ? left.DueAt.CompareTo(right.DueAt) : left.Number.CompareTo(right.Number));

        public DateTimeOffset DueAt { get; private set; }

        public TimeSpan Period { get; private set; } = Timeout.InfiniteTimeSpan;

        public long Number => number;

        public bool IsOfEngine => isOfEngine;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDue = dueTime == TimeSpan.Zero;
            lock (time._lock)
            {
                Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                Schedule(isDue ? Period : dueTime);
                time._version++;
            }
            // Not on the caller's thread: it may not have the timer in its hands yet.
            if (isDue) ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        /// <summary>Under the clock's lock.</summary>
        public void Schedule(TimeSpan dueTime)
        {
            time._timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            DueAt = time._now + dueTime;
            time._timers.Add(this);
        }

        public void Fire()
        {
            if (_context is null) callback(state);
            else ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
        }

        private void Call() => callback(state);

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                time._version++;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
