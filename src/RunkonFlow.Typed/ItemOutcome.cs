namespace RunkonFlow.Typed;

/// <summary>How one item of a fan-out ended.</summary>
/// <typeparam name="TItem">The items.</typeparam>
/// <typeparam name="TResult">What the body returns for one.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Key">Its key.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Result">What the body returned; the type's default unless it completed.</param>
/// <param name="Error">Why it failed or was skipped, for people; null when it completed.</param>
public sealed record ItemOutcome<TItem, TResult>(TItem Item, string Key, ItemStatus Status, TResult? Result, string? Error);
