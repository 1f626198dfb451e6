using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>Which variables a piece names and what it does with them. Numbers, ascending.</summary>
internal sealed record NameUse
{
    public static NameUse None { get; } = new();

    /// <summary>All that it names, those it declares included, and those that its local functions name.</summary>
    public ImmutableArray<int> Named { get; init; } = [];

    public ImmutableArray<int> Declared { get; init; } = [];

    /// <summary>Those that it may assign, beside the declared.</summary>
    public ImmutableArray<int> Written { get; init; } = [];

    /// <summary>Those whose earlier value it never reads because it assigns them first, beside the declared.</summary>
    public ImmutableArray<int> Replaced { get; init; } = [];

    /// <summary>Those declared in its block, by it or before it, that certainly have a value behind it; for a condition, where it holds.</summary>
    public ImmutableArray<int> Assigned { get; init; } = [];

    /// <summary>For a condition: those that certainly have a value where it does not hold.</summary>
    public ImmutableArray<int> AssignedWhenFalse { get; init; } = [];

    /// <summary>The local functions and constants that it names, by number in <see cref="FlowBody.Carried"/>.</summary>
    public ImmutableArray<int> Carried { get; init; } = [];
}
