namespace RunkonFlow.Typed.Engine;

/// <summary>Wakes this process's worker when there may be something to claim: a run was started, resumed, or a place became free.</summary>
internal sealed class WorkSignal(TimeProvider time) : WakeableWait(time);
