namespace RunkonFlow.Typed.Engine;

/// <summary>The runs that a worker executes now, and activations that wait for their next one.</summary>
internal sealed class ActiveRuns(Func<RunActivation> create)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RunId, RunActivation> _active = [];
    private readonly Stack<RunActivation> _idle = new();
    private TaskCompletionSource? _drained;

    /// <summary>How many run.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _active.Count;
        }
    }

    /// <summary>Whether a run is executed here, and its end is yet to be told.</summary>
    public bool Executes(RunId run)
    {
        lock (_lock) return _active.TryGetValue(run, out var activation) && !activation.HasEnded;
    }

    /// <summary>An activation to be filled by a claim.</summary>
    public RunActivation Rent()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out var activation)) return activation;
        }
        return create();
    }

    /// <summary>Takes back one that got no run.</summary>
    public void Return(RunActivation activation)
    {
        lock (_lock) _idle.Push(activation);
    }

    /// <summary>Begins a claimed run.</summary>
    public void Start(RunActivation activation)
    {
        activation.Open();
        lock (_lock) _active[activation.RunId] = activation;
        ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: false);
    }

    /// <summary>A run has ended, parked, or was dropped; false when it had been dropped already.</summary>
    public bool End(RunActivation activation)
    {
        lock (_lock)
        {
            // After a lost lease the run may be here again, in another activation.
            var isCurrent = _active.TryGetValue(activation.RunId, out var current) && ReferenceEquals(current, activation);
            if (isCurrent) _active.Remove(activation.RunId);
            if (activation.IsReusable) _idle.Push(activation);
            if (_active.Count == 0) _drained?.TrySetResult();
            return isCurrent;
        }
    }

    /// <summary>Asks one run to stop.</summary>
    public void Stop(RunId run, StopCause cause)
    {
        RunActivation? activation;
        lock (_lock) _active.TryGetValue(run, out activation);
        activation?.Stop(cause);
    }

    /// <summary>Tells a run that its inbox holds something.</summary>
    public void Notify(RunId run)
    {
        RunActivation? activation;
        lock (_lock) _active.TryGetValue(run, out activation);
        activation?.Notify();
    }

    /// <summary>Asks all runs to stop.</summary>
    public void StopAll(StopCause cause)
    {
        RunActivation[] all;
        lock (_lock) all = [.. _active.Values];
        foreach (var activation in all) activation.Stop(cause);
    }

    /// <summary>After a lost lease: nothing of what runs counts any more.</summary>
    public void Abandon()
    {
        StopAll(StopCause.LeaseLost);
        lock (_lock) _active.Clear();
    }

    /// <summary>Completes when nothing runs.</summary>
    public Task DrainedAsync()
    {
        lock (_lock)
        {
            if (_active.Count == 0) return Task.CompletedTask;
            return (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
