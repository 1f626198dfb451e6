using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Machines;

/// <summary>Reads how the items of a fan-out ended. Called by generated code.</summary>
public static class StoredOutcomes
{
    /// <summary>One typed outcome per item.</summary>
    /// <param name="outcomes">As they are stored.</param>
    /// <param name="readItem">Reads an item.</param>
    /// <param name="readResult">Reads what the body returned; null where it returns nothing.</param>
    public static FanOut<TItem, TResult> ToFanOut<TItem, TResult>(
        IReadOnlyList<StoredOutcome> outcomes, ValueReader<TItem> readItem, ValueReader<TResult>? readResult)
    {
        var items = new ItemOutcome<TItem, TResult>[outcomes.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var stored = outcomes[i];
            items[i] = new(Read(stored.Item, readItem), stored.Key, StatusOf(stored), ResultOf(stored, readResult), stored.Error);
        }
        return new(items);
    }

    /// <summary>The results alone, of a fan-out whose items have all ended well.</summary>
    public static IReadOnlyList<TResult> ToResults<TResult>(IReadOnlyList<StoredOutcome> outcomes, ValueReader<TResult> readResult)
    {
        var results = new TResult[outcomes.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = ResultOf(outcomes[i], readResult)!;
        return results;
    }

    private static TResult? ResultOf<TResult>(StoredOutcome stored, ValueReader<TResult>? read)
        => read is null || stored.Status != FanOutItemStatus.Completed || stored.Output.IsEmpty ? default : Read(stored.Output, read);

    private static ItemStatus StatusOf(StoredOutcome stored) => stored.Status switch
    {
        FanOutItemStatus.Completed => ItemStatus.Completed,
        FanOutItemStatus.Failed => ItemStatus.Failed,
        _ => ItemStatus.Skipped,
    };

    private static T Read<T>(ReadOnlyMemory<byte> stored, ValueReader<T> read)
    {
        var json = StoredJson.Open(stored.Span);
        return read(ref json);
    }
}
