namespace RunkonFlow.Typed.Engine;

/// <summary>Wakes this process's worker when there may be something to claim: a run was started, resumed, or a place became free.</summary>
internal sealed class WorkSignal(TimeProvider time) : WakeableWait(time)
{
    /// <summary>A run of this process has something in its inbox that it may wait for in memory.</summary>
    public event Action<RunId>? RunChanged;

    /// <summary>Somebody of this process has written to a run.</summary>
    public void Wake(RunId run)
    {
        RunChanged?.Invoke(run);
        Wake();
    }
}
