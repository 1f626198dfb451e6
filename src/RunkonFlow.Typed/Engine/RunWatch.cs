namespace RunkonFlow.Typed.Engine;

/// <summary>Somebody's wait for a run's end, or for an answer of its, in this process, until it is disposed.</summary>
internal sealed class RunWatch(RunEndings endings, RunId run) : IDisposable
{
    private RunEnding _ending = endings.Await(run);

    /// <summary>Completes when the run ends, or answers a request, here.</summary>
    public Task Told => _ending.Told;

    /// <summary>What the run has returned, once it is told that it has completed here.</summary>
    public ReadOnlyMemory<byte>? Output => Told.IsCompleted ? _ending.Output : null;

    /// <summary>Waits on: for the next time, after what was told.</summary>
    public void Renew()
    {
        if (Told.IsCompleted) _ending = endings.Await(run);
    }

    public void Dispose() => endings.Forget(run, _ending);
}
