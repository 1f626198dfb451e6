namespace RunkonFlow.Typed.Machines;

/// <summary>
/// Decides who ends an attempt: its body, which then stores its result in the frame, or the engine, which gives it up. Whoever
/// takes the ticket first. One object serves attempt after attempt.
/// </summary>
internal sealed class AttemptTicket
{
    private int _open;

    /// <summary>Which attempt the ticket is for.</summary>
    public int Stamp { get; private set; }

    /// <summary>
    /// Waits for the run's own turn, so that no frame changes while it is written; null where the run has one strand, which
    /// waits for the body and so has no other turn.
    /// </summary>
    public Func<int, Task>? Turn { get; set; }

    /// <summary>Begins an attempt.</summary>
    public void Open()
    {
        Stamp++;
        Volatile.Write(ref _open, Stamp);
    }

    /// <summary>The run's own turn, for a body that has its result.</summary>
    public ValueTask TurnAsync(int stamp) => Turn is { } turn ? new(turn(stamp)) : default;

    /// <summary>True for the first who asks.</summary>
    public bool Take(int stamp) => Interlocked.CompareExchange(ref _open, 0, stamp) == stamp;
}
