using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>A fan-out that is about to begin: its items, in order. Made by generated code from what the flow passes.</summary>
public abstract class FanOutRequest
{
    /// <summary>How many items there are.</summary>
    public abstract int Count { get; }

    /// <summary>How many run at once; 0 for no limit.</summary>
    public required int MaxParallel { get; init; }

    /// <summary>What happens when an item has failed for good.</summary>
    public required OnItemFailure OnFailure { get; init; }

    /// <summary>How many must end well; 0 for any number.</summary>
    public required int MinSuccess { get; init; }

    /// <summary>The workflow that runs each item as a child; null when the body is a step or a sub-flow of this one.</summary>
    public WorkflowRegistration? Child { get; init; }

    /// <summary>An item's key.</summary>
    public abstract string KeyOf(int index);

    /// <summary>The keys on which an item depends.</summary>
    public abstract IEnumerable<string> DependenciesOf(int index);

    /// <summary>Writes the item itself, for its outcome.</summary>
    public abstract void WriteItem(Utf8JsonWriter json, int index);

    /// <summary>Writes what the item's run takes as input.</summary>
    public abstract void WriteInput(Utf8JsonWriter json, int index);
}
