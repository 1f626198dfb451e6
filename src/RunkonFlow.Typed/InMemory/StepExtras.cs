using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>What only some step rows have: a gate with its votes, fan-out items, and how a host inserted the row.</summary>
internal sealed class StepExtras
{
    /// <summary>The gate as it stands.</summary>
    public GateRow? Gate { get; set; }

    /// <summary>Who has voted.</summary>
    public List<string> Voters { get; } = [];

    /// <summary>Items in insertion order.</summary>
    public List<ItemRow> Items { get; } = [];

    /// <summary>How the items are handed out, when a commit began them.</summary>
    public FanOut? FanOut { get; set; }

    /// <summary>What a host inserted, to compare a second insert of the same key with.</summary>
    public NewStep? Inserted { get; set; }
}
