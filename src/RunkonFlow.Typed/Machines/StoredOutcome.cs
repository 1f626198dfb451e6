using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Machines;

/// <summary>How an item ended, as it is stored.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Item">The item as JSON.</param>
/// <param name="Output">What its body returned, as JSON; empty unless it completed with a result.</param>
/// <param name="Error">Why it failed or was skipped.</param>
public sealed record StoredOutcome(string Key, FanOutItemStatus Status, ReadOnlyMemory<byte> Item, ReadOnlyMemory<byte> Output, string? Error);
