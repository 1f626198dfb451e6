namespace RunkonFlow.Typed.Engine;

/// <summary>A run's end, or an answer of its, that somebody of this process waits for.</summary>
internal sealed class RunEnding
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it comes.</summary>
    public Task Told => _told.Task;

    /// <summary>What the run has returned, once it is told that it has completed here.</summary>
    public ReadOnlyMemory<byte>? Output { get; private set; }

    /// <summary>How many wait for it.</summary>
    public int Waiters { get; set; }

    /// <summary>It has come. Told once, by who has taken it from those that are awaited.</summary>
    public void Tell(ReadOnlyMemory<byte>? output)
    {
        Output = output;
        _told.SetResult();
    }
}
