using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>
/// A run's step rows: by place, by key, and those that are not terminal. The rows stay with the table when it is emptied, so a
/// place that is used again allocates nothing. A lookup does not depend on how many rows there are.
/// </summary>
internal sealed class StepTable(RunRow run)
{
    private const int KeepRows = 1024;

    private StepRow[] _rows = [];
    private int[] _slots = new int[16];
    private StepRow? _firstOpen;
    private long _inserted;
    private int _firstRound = int.MaxValue;

    public int Count { get; private set; }

    /// <summary>The row of the operation begun last; of several attempts at it the one inserted last.</summary>
    public StepRow? Latest { get; private set; }

    public StepRow? FirstOpen => _firstOpen;

    public StepRow this[int index] => _rows[index];

    public StepRow? Find(string nodeId, in IterationPath path, int attempt) => Find(nodeId, path, attempt, out _);

    /// <summary>The row with a key, or null and the free slot to which a row with it belongs.</summary>
    public StepRow? Find(string nodeId, in IterationPath path, int attempt, out int slot)
    {
        slot = -1;
        // Most writes are about the operation begun last.
        if (Latest is { } latest && latest.HasKey(nodeId, path, attempt)) return latest;
        for (slot = SlotOf(nodeId, path); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var place = _slots[slot];
            if (place == 0) return null;
            if (_rows[place - 1].HasKey(nodeId, path, attempt)) return _rows[place - 1];
        }
    }

    /// <summary>The row of the latest attempt at an operation, or null.</summary>
    public StepRow? FindLatest(string nodeId, in IterationPath path)
    {
        StepRow? latest = null;
        for (var slot = SlotOf(nodeId, path); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var row = _rows[_slots[slot] - 1];
            if ((latest is null || row.Attempt > latest.Attempt) && !row.IsArchived && row.NodeId == nodeId && row.Path == path) latest = row;
        }
        return latest;
    }

    /// <summary>All rows of the operation that <see cref="Latest"/> is an attempt at, whatever their status.</summary>
    public void AddLatestOperation(List<OpenStep> into)
    {
        if (Latest is not { } latest) return;
        for (var slot = SlotOf(latest.NodeId, latest.Path); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var row = _rows[_slots[slot] - 1];
            if (row.Status.IsTerminal() && !row.IsArchived && row.NodeId == latest.NodeId && row.Path == latest.Path) into.Add(row.ToOpenStep());
        }
    }

    /// <summary>A fresh row with a key that <see cref="Find(string, in IterationPath, int, out int)"/> has just not found, at the slot that it named.</summary>
    public StepRow Add(string nodeId, in IterationPath path, int attempt, int position)
    {
        if (Count == _rows.Length) Array.Resize(ref _rows, Math.Max(8, _rows.Length * 2));
        var row = _rows[Count] ??= new StepRow(run);
        row.Reset();
        (row.NodeId, row.Path, row.Attempt, row.Position) = (nodeId, path, attempt, position);
        row.Id = (run.Serial << RunRow.StepBits) | _inserted++;
        Count++;
        if (Count * 2 > _slots.Length) Rehash();
        else Place(row, Count);
        if (Latest is null || position >= Latest.Position) Latest = row;
        Open(row);
        return row;
    }

    public void Close(StepRow row)
    {
        if (row.PreviousOpen is { } previous) previous.NextOpen = row.NextOpen;
        else _firstOpen = row.NextOpen;
        if (row.NextOpen is { } next) next.PreviousOpen = row.PreviousOpen;
        (row.NextOpen, row.PreviousOpen) = (null, null);
    }

    public void Clear()
    {
        if (Count > KeepRows) (_rows, _slots) = ([], new int[16]);
        else Array.Clear(_slots);
        (Count, Latest, _firstOpen) = (0, null, null);
        (_inserted, _firstRound) = (0, int.MaxValue);
    }

    /// <summary>The row with an id, or null: rows stand in the order of their ids.</summary>
    public StepRow? FindById(long id)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Id == id) return _rows[middle];
            if (_rows[middle].Id < id) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /// <summary>Gives a row that was just added its round in a loop that lives on.</summary>
    public void SetRound(StepRow row, int round)
    {
        row.Round = round;
        _firstRound = Math.Min(_firstRound, Count - 1);
    }

    /// <summary>
    /// Removes the rows of rounds that are over and gives each to a caller; returns the number of their last event. The rows
    /// behind them move up; the objects are used again.
    /// </summary>
    public long Trim(int before, Action<StepRow> removed)
    {
        var (kept, lastEvent) = (Math.Min(_firstRound, Count), 0L);
        for (var i = kept; i < Count; i++)
        {
            var row = _rows[i];
            if (IsKept(row, before)) (_rows[kept], _rows[i], kept) = (row, _rows[kept], kept + 1);
            else lastEvent = Math.Max(lastEvent, row.LastEvent);
        }
        if (kept == Count) return 0;
        for (var i = kept; i < Count; i++)
        {
            removed(_rows[i]);
            // Items may still know the row of their fan-out.
            if (_rows[i].Extras is not null) _rows[i] = null!;
        }
        Count = kept;
        Array.Clear(_slots);
        for (var i = 0; i < Count; i++) Place(_rows[i], i + 1);
        return lastEvent;
    }

    private bool IsKept(StepRow row, int before)
        => row.Round < 0 || row.Round >= before || !row.Status.IsTerminal() || row == Latest || row.Extras?.FanOut is { Counts.Running: > 0 };

    private void Open(StepRow row)
    {
        if (_firstOpen is not null) _firstOpen.PreviousOpen = row;
        row.NextOpen = _firstOpen;
        _firstOpen = row;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < Count; i++) Place(_rows[i], i + 1);
    }

    private void Place(StepRow row, int place)
    {
        var slot = SlotOf(row.NodeId, row.Path);
        while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = place;
    }

    // The attempt is left out, so that all attempts at one operation are found from one slot on.
    private int SlotOf(string nodeId, in IterationPath path)
    {
        var hash = (uint)nodeId.Length;
        for (var i = Math.Max(0, nodeId.Length - 4); i < nodeId.Length; i++) hash = (hash * 31) + nodeId[i];
        for (var i = 0; i < path.Depth; i++) hash = (hash * 31) + (uint)path[i];
        return (int)((hash * 2654435769u) >> 8) & (_slots.Length - 1);
    }
}
