namespace RunkonFlow.Typed;

/// <summary>How <c>Flow.ForEach</c> runs its items.</summary>
/// <typeparam name="TItem">The items.</typeparam>
public sealed record ForEachOptions<TItem>
{
    /// <summary>How many items run at once, over all workers; 0 for no limit.</summary>
    public int MaxParallel { get; init; }

    /// <summary>What happens when an item has failed for good.</summary>
    public OnItemFailure OnFailure { get; init; }

    /// <summary>How many items must end well for the fan-out to, when <see cref="OnFailure"/> lets it go on; 0 for any number.</summary>
    public int MinSuccess { get; init; }

    /// <summary>An item's key, unique in the fan-out; null for its place, from 0.</summary>
    public Func<TItem, string>? Key { get; init; }

    /// <summary>The keys of the items that must have completed before an item begins.</summary>
    public Func<TItem, IEnumerable<string>>? DependsOn { get; init; }
}
