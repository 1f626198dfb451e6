namespace RunkonFlow.Typed.InMemory;

/// <summary>Runs of one workflow version in one queue that nobody owns: what a claim looks at, and nothing else.</summary>
internal sealed class ClaimBucket(ClaimKey key)
{
    private readonly RunHeap _ready = new(byPriority: true);
    private readonly RunHeap _later = new(byPriority: false);

    public ClaimKey Key { get; } = key;

    /// <summary>Runs whose frame fitted no worker so far.</summary>
    public List<RunRow> Incompatible { get; } = [];

    /// <summary>The run that is claimed next at a moment, or null.</summary>
    public RunRow? Head(long now)
    {
        while (_later.First is { } run && run.Due <= now) Place(run, now);
        // The clock may have been set back since a run was found ready.
        while (_ready.First is { } run && run.Due > now) Place(run, now);
        return _ready.First;
    }

    /// <summary>Puts a claimable run where its due time says.</summary>
    public void Place(RunRow run, long now)
    {
        var heap = run.Due <= now ? _ready : _later;
        if (run.Heap == heap)
        {
            heap.Fix(run);
            return;
        }
        run.Heap?.Remove(run);
        heap.Add(run);
    }

    /// <summary>The earliest due time of all its runs.</summary>
    public long? NextDue()
    {
        long? next = _later.First?.Due;
        foreach (var run in _ready.Runs)
            if (next is null || run.Due < next) next = run.Due;
        return next;
    }
}
