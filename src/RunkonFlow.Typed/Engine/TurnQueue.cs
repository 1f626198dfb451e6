namespace RunkonFlow.Typed.Engine;

/// <summary>
/// What ends beside the run's own turn queues here, in the order in which it ended: bodies that have their result and wait for
/// the turn to store it, and bodies that are over.
/// </summary>
internal sealed class TurnQueue(WakeableWait wait)
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _entries = new();

    /// <summary>A body ended or waits for its turn.</summary>
    /// <param name="Strand">Whose.</param>
    /// <param name="Stamp">Which attempt of it.</param>
    /// <param name="Turn">To be completed on the run's turn; null for a body that is over.</param>
    /// <param name="Saved">What a body that goes on wants to be kept; null for nothing.</param>
    public readonly record struct Entry(Strand Strand, int Stamp, TaskCompletionSource? Turn, SaveRequest? Saved = null);

    /// <summary>Waits for the run's turn. Called by a body's end.</summary>
    public Task AskAsync(Strand strand, int stamp)
    {
        // Continued on the turn itself, so that the result is stored before the turn goes on.
        var turn = new TaskCompletionSource();
        Add(new(strand, stamp, turn));
        return turn.Task;
    }

    /// <summary>A body is over.</summary>
    public void Ended(Strand strand, int stamp) => Add(new(strand, stamp, null));

    /// <summary>A body saves something, or says how far it is, and goes on.</summary>
    public void Save(Strand strand, SaveRequest request) => Add(new(strand, request.Stamp, null, request));

    /// <summary>The next entry.</summary>
    public bool TryTake(out Entry entry)
    {
        lock (_lock) return _entries.TryDequeue(out entry);
    }

    private void Add(Entry entry)
    {
        lock (_lock) _entries.Enqueue(entry);
        wait.Wake();
    }
}
