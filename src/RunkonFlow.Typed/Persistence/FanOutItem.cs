namespace RunkonFlow.Typed.Persistence;

/// <summary>One item of a fan-out, as it is stored.</summary>
/// <param name="Id">The row's id; items of a step are listed in its order.</param>
/// <param name="StepRunId">The fan-out's step row.</param>
/// <param name="ItemType">A host's word for what the item is.</param>
/// <param name="ItemId">The item's id, unique with its type in the step.</param>
/// <param name="ItemRef">The item as people know it.</param>
/// <param name="ChildRunId">The child run, empty for a step's body, null before it runs.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="DispatchedAt">When it began.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="Context">What belongs to it, stored as JSON.</param>
public sealed record FanOutItem(
    long Id, long StepRunId, string ItemType, string ItemId, string ItemRef, string? ChildRunId, FanOutItemStatus Status,
    DateTimeOffset? DispatchedAt, DateTimeOffset? CompletedAt, IReadOnlyDictionary<string, string> Context);

/// <summary>A fan-out item to insert.</summary>
/// <param name="ItemType">A host's word for what the item is.</param>
/// <param name="ItemId">The item's id, unique with its type in the step.</param>
/// <param name="ItemRef">The item as people know it.</param>
/// <param name="Context">What belongs to it.</param>
public sealed record NewFanOutItem(string ItemType, string ItemId, string ItemRef, IReadOnlyDictionary<string, string> Context);
