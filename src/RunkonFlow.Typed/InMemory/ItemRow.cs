using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>One item of a fan-out.</summary>
internal sealed class ItemRow(long id, StepRow step, NewFanOutItem content)
{
    public readonly long Id = id;

    /// <summary>The row to which it belongs; another one after a retry of the fan-out.</summary>
    public StepRow Step = step;

    public FanOutItemStatus Status;
    public string? ChildRunId;
    public string? Error;
    public long DispatchedAt = StoreTime.None;
    public long CompletedAt = StoreTime.None;

    /// <summary>The id of the run that is to run it, or does; unused by an item inserted by name.</summary>
    public RunId RunId;

    /// <summary>The run, once it is created.</summary>
    public RunRow? Run;

    public byte[] Json = [];

    /// <summary>The input of its run; null for its own JSON.</summary>
    public byte[]? Input;

    /// <summary>Items on which it depends and that have not completed.</summary>
    public int Waits;

    /// <summary>Items that depend on it.</summary>
    public List<ItemRow> Dependents { get; } = [];

    public string Type => content.ItemType;

    public string ItemId => content.ItemId;

    public FanOutItem ToItem() => new(
        Id, Step.Id, content.ItemType, content.ItemId, content.ItemRef, ChildRunId, Status,
        StoreTime.MomentOrNull(DispatchedAt), StoreTime.MomentOrNull(CompletedAt), content.Context);
}
