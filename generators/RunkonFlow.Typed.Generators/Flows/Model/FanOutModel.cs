using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>What a fan-out does for each item of a collection.</summary>
internal sealed record FanOutModel
{
    /// <summary>The <see cref="FlowBody.Key"/> of the flow that an item is.</summary>
    public required string Flow { get; init; }

    /// <summary>The variable that holds the snapshot of the items.</summary>
    public required int Items { get; init; }

    /// <summary>The variable that holds what the flow of each item takes: its parameter, a tuple of several, or nothing.</summary>
    public required int Inputs { get; init; }

    public required string ItemType { get; init; }

    public required PayloadModel ItemPayload { get; init; }

    /// <summary>What the body returns for one; null for nothing.</summary>
    public required string? ItemResultType { get; init; }

    public required PayloadModel? ItemResultPayload { get; init; }

    /// <summary>The workflow whose runs the items are; null when they are runs of the body's flow.</summary>
    public required string? Child { get; init; }

    /// <summary>The results alone are the result: the list form of <c>Flow.Parallel</c>.</summary>
    public required bool IsList { get; init; }
}
