namespace RunkonFlow.Typed.Testing;

/// <summary>A clock that stands still until it is moved, forwards or back. It has no timers.</summary>
/// <param name="start">Where it begins.</param>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider, IVirtualTime
{
    private long _ticks = start.UtcTicks;

    /// <summary>The moment that it shows.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves it.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
