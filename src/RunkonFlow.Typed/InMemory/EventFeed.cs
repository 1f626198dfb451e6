using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>Events of all runs in the order in which they were committed, kept only while sinks want them. Guarded by the store's lock.</summary>
internal sealed class EventFeed
{
    private readonly Dictionary<string, Sink> _sinks = [];
    private readonly List<RunEvent> _events = [];
    private long _removed;

    /// <summary>Somebody wants events.</summary>
    public bool IsKept => _sinks.Count > 0;

    public void Add(RunEvent happened) => _events.Add(happened);

    public void Register(string sink) => _sinks.TryAdd(sink, new() { Cursor = _removed + _events.Count });

    public void Remove(string sink)
    {
        _sinks.Remove(sink);
        Trim();
    }

    public bool Acquire(string sink, string holder, long until, long now)
    {
        if (!_sinks.TryGetValue(sink, out var row) || (row.Holder != holder && row.HeldUntil > now)) return false;
        (row.Holder, row.HeldUntil) = (holder, until);
        return true;
    }

    public void Release(string sink, string holder)
    {
        if (_sinks.TryGetValue(sink, out var row) && row.Holder == holder) (row.Holder, row.HeldUntil) = (null, StoreTime.None);
    }

    public EventBatch Read(string sink, int max)
    {
        if (!_sinks.TryGetValue(sink, out var row)) return new([], 0);
        var first = (int)(row.Cursor - _removed);
        var events = _events.GetRange(first, Math.Min(max, _events.Count - first));
        return new(events, row.Cursor + events.Count);
    }

    public bool Advance(string sink, string holder, long cursor, long now)
    {
        if (!_sinks.TryGetValue(sink, out var row) || row.Holder != holder || row.HeldUntil <= now) return false;
        row.Cursor = Math.Clamp(cursor, row.Cursor, _removed + _events.Count);
        Trim();
        return true;
    }

    private void Trim()
    {
        var taken = _sinks.Count == 0 ? _events.Count : (int)(_sinks.Values.Min(static sink => sink.Cursor) - _removed);
        _events.RemoveRange(0, taken);
        _removed += taken;
    }

    private sealed class Sink
    {
        public long Cursor;
        public string? Holder;
        public long HeldUntil = StoreTime.None;
    }
}
