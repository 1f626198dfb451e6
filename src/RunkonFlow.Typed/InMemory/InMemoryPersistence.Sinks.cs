using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// Event sinks.
public sealed partial class InMemoryPersistence
{
    private readonly EventFeed _feed = new();

    /// <inheritdoc/>
    public ValueTask RegisterSinkAsync(string sink, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sink);
        lock (_lock) _feed.Register(sink);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask RemoveSinkAsync(string sink, CancellationToken cancellationToken = default)
    {
        lock (_lock) _feed.Remove(sink);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> AcquireSinkAsync(string sink, string holder, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        ThrowIfNotPositive(timeToLive);
        lock (_lock)
        {
            var now = Now();
            return new(_feed.Acquire(sink, holder, now + (long)timeToLive.TotalMilliseconds, now));
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseSinkAsync(string sink, string holder, CancellationToken cancellationToken = default)
    {
        lock (_lock) _feed.Release(sink, holder);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<EventBatch> ReadSinkAsync(string sink, int maxCommits = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCommits, 1);
        lock (_lock) return new(_feed.Read(sink, maxCommits));
    }

    /// <inheritdoc/>
    public ValueTask<bool> AdvanceSinkAsync(string sink, string holder, long cursor, CancellationToken cancellationToken = default)
    {
        lock (_lock) return new(_feed.Advance(sink, holder, cursor, Now()));
    }
}
