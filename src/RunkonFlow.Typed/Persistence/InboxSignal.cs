namespace RunkonFlow.Typed.Persistence;

/// <summary>A message to a run; durable from the moment it is sent, also before the run waits for it.</summary>
/// <param name="Name">The signal's id in its workflow.</param>
/// <param name="Payload">The typed message as JSON.</param>
/// <param name="Key">A second signal of this name with the same key is dropped; null for none.</param>
public sealed record InboxSignal(string Name, ReadOnlyMemory<byte> Payload, string? Key = null)
{
    /// <summary>
    /// Names that the signal had before. A message of the same key that came under one of them is the same message, and this one's
    /// key is known under them too, for a sender that does not know the new name. Not stored with the signal.
    /// </summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];
}

/// <summary>A stored signal.</summary>
/// <param name="Number">The run's inbox counter when it came.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="At">When.</param>
public sealed record StoredSignal(long Number, InboxSignal Signal, DateTimeOffset At);
