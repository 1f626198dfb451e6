using System.Text.Json.Serialization;

namespace RunkonFlow.Typed;

/// <summary>How the items of a fan-out ended, in the order of the collection.</summary>
/// <typeparam name="TItem">The items.</typeparam>
/// <typeparam name="TResult">What the body returns for one; <see cref="Unit"/> for nothing.</typeparam>
/// <param name="Items">One outcome per item.</param>
public sealed record FanOut<TItem, TResult>(IReadOnlyList<ItemOutcome<TItem, TResult>> Items)
{
    /// <summary>The items that ended well.</summary>
    [JsonIgnore]
    public IEnumerable<ItemOutcome<TItem, TResult>> Completed => Items.Where(item => item.Status == ItemStatus.Completed);

    /// <summary>The items that failed.</summary>
    [JsonIgnore]
    public IEnumerable<ItemOutcome<TItem, TResult>> Failed => Items.Where(item => item.Status == ItemStatus.Failed);

    /// <summary>The items that were left out.</summary>
    [JsonIgnore]
    public IEnumerable<ItemOutcome<TItem, TResult>> Skipped => Items.Where(item => item.Status == ItemStatus.Skipped);

    /// <summary>The results of the items that ended well.</summary>
    [JsonIgnore]
    public IEnumerable<TResult> Results => Completed.Select(item => item.Result!);
}
