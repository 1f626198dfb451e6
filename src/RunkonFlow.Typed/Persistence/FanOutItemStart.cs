namespace RunkonFlow.Typed.Persistence;

/// <summary>One item of a fan-out that begins.</summary>
/// <param name="Key">Its key, unique in the fan-out.</param>
/// <param name="RunId">The id of its run, minted by the committer.</param>
/// <param name="Item">The item itself as JSON, for its outcome.</param>
/// <param name="Input">The input of its run as JSON; empty when that is the item's own JSON.</param>
/// <param name="DependsOn">Places in the list of the items on which it depends; the committer has checked that there is no cycle.</param>
public sealed record FanOutItemStart(string Key, RunId RunId, ReadOnlyMemory<byte> Item, ReadOnlyMemory<byte> Input, IReadOnlyList<int> DependsOn);
