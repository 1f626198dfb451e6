using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>
/// A run's events in order; the number of one is its place among all that ever were, so there is never a gap. The array stays when
/// it is emptied.
/// </summary>
internal sealed class EventLog(RunRow run, EventFeed feed)
{
    private const int KeepEvents = 4096;

    private Entry[] _entries = [];

    private int _held;

    /// <summary>The number of the last event.</summary>
    public int Count => Removed + _held;

    /// <summary>The number of the last event that was removed.</summary>
    public int Removed { get; private set; }

    public void AddRun(string kind, string? detail, long due, long now)
    {
        ref var entry = ref Next();
        (entry.Kind, entry.NodeId, entry.Path, entry.Attempt, entry.Detail, entry.Due, entry.At) = (kind, null, default, 0, detail, due, now);
        Feed();
    }

    /// <summary>An event of a node that has no row of its own at hand.</summary>
    public void AddNode(string kind, string? node, string detail, long now)
    {
        ref var entry = ref Next();
        (entry.Kind, entry.NodeId, entry.Path, entry.Attempt, entry.Detail, entry.Due, entry.At) = (kind, node, default, 0, detail, StoreTime.None, now);
        Feed();
    }

    public void AddStep(string kind, StepRow row, string? detail, long due, long now)
    {
        ref var entry = ref Next();
        entry.Kind = kind;
        entry.NodeId = row.NodeId;
        entry.Path = row.Path;
        entry.Attempt = row.Attempt;
        entry.Detail = detail;
        entry.Due = due;
        entry.At = now;
        row.LastEvent = Count;
        Feed();
    }

    /// <summary>Removes the events up to a number.</summary>
    public void RemoveTo(long number)
    {
        var gone = (int)Math.Min(number - Removed, _held);
        if (gone <= 0) return;
        Array.Copy(_entries, gone, _entries, 0, _held - gone);
        (Removed, _held) = (Removed + gone, _held - gone);
    }

    public RunEvent Read(RunId id, int index)
    {
        ref readonly var entry = ref _entries[index - Removed];
        return new(
            id, index + 1, entry.Kind, entry.NodeId, entry.NodeId is null ? null : entry.Path.ToString(), entry.Attempt,
            entry.Due == StoreTime.None ? entry.Detail : StoreTime.ToText(entry.Due), StoreTime.Moment(entry.At));
    }

    public void Clear()
    {
        if (Count > KeepEvents) _entries = [];
        (Removed, _held) = (0, 0);
    }

    private void Feed()
    {
        if (feed.IsKept) feed.Add(Read(run.Id, Count - 1));
    }

    private ref Entry Next()
    {
        if (_held == _entries.Length) Array.Resize(ref _entries, Math.Max(16, _entries.Length * 2));
        return ref _entries[_held++];
    }

    private struct Entry
    {
        public string Kind;
        public string? NodeId;
        public IterationPath Path;
        public int Attempt;
        public string? Detail;

        /// <summary>A moment that is the detail; it becomes text only when somebody reads it.</summary>
        public long Due;
        public long At;
    }
}
