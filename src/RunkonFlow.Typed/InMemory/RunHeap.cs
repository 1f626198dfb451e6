namespace RunkonFlow.Typed.InMemory;

/// <summary>
/// A binary heap of runs that know their place in it, so that one can leave from the middle. Ordered for claims (priority,
/// then due) or by due time alone; ties by id.
/// </summary>
internal sealed class RunHeap(bool byPriority)
{
    private RunRow[] _runs = new RunRow[16];

    public int Count { get; private set; }

    public RunRow? First => Count > 0 ? _runs[0] : null;

    public ReadOnlySpan<RunRow> Runs => _runs.AsSpan(0, Count);

    public void Add(RunRow run)
    {
        if (Count == _runs.Length) Array.Resize(ref _runs, Count * 2);
        run.Heap = this;
        Put(run, Count++);
        Up(run.HeapIndex);
    }

    public void Remove(RunRow run)
    {
        var index = run.HeapIndex;
        var last = _runs[--Count];
        _runs[Count] = null!;
        run.Heap = null;
        if (last == run) return;
        Put(last, index);
        Fix(last);
    }

    /// <summary>Restores the order after a run's key has changed.</summary>
    public void Fix(RunRow run)
    {
        Up(run.HeapIndex);
        Down(run.HeapIndex);
    }

    public static bool IsClaimedBefore(RunRow left, RunRow right)
        => left.Priority != right.Priority ? left.Priority > right.Priority : IsDueBefore(left, right);

    private static bool IsDueBefore(RunRow left, RunRow right)
        => left.Due != right.Due ? left.Due < right.Due : left.Id < right.Id;

    private bool IsBefore(RunRow left, RunRow right) => byPriority ? IsClaimedBefore(left, right) : IsDueBefore(left, right);

    private void Put(RunRow run, int index)
    {
        _runs[index] = run;
        run.HeapIndex = index;
    }

    private void Up(int index)
    {
        var run = _runs[index];
        while (index > 0 && IsBefore(run, _runs[(index - 1) / 2]))
        {
            Put(_runs[(index - 1) / 2], index);
            index = (index - 1) / 2;
        }
        Put(run, index);
    }

    private void Down(int index)
    {
        var run = _runs[index];
        while ((index * 2) + 1 is var child && child < Count)
        {
            if (child + 1 < Count && IsBefore(_runs[child + 1], _runs[child])) child++;
            if (!IsBefore(_runs[child], run)) break;
            Put(_runs[child], index);
            index = child;
        }
        Put(run, index);
    }
}
