using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>One item of a fan-out.</summary>
internal sealed class ItemRow(long id, StepRow step, NewFanOutItem content)
{
    public readonly long Id = id;
    public readonly StepRow Step = step;

    public FanOutItemStatus Status;
    public string? ChildRunId;
    public long DispatchedAt = StoreTime.None;
    public long CompletedAt = StoreTime.None;

    public string Type => content.ItemType;

    public string ItemId => content.ItemId;

    public FanOutItem ToItem() => new(
        Id, Step.Id, content.ItemType, content.ItemId, content.ItemRef, ChildRunId, Status,
        StoreTime.MomentOrNull(DispatchedAt), StoreTime.MomentOrNull(CompletedAt), content.Context);
}
