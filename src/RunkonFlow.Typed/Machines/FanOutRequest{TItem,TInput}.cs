using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>A fan-out as generated code makes it: keys and dependencies are asked for at once, where the user's mistakes become faults of the flow.</summary>
/// <typeparam name="TItem">The items.</typeparam>
/// <typeparam name="TInput">What the run of an item takes.</typeparam>
public sealed class FanOutRequest<TItem, TInput> : FanOutRequest
{
    private readonly TItem[] _items;
    private readonly TInput[] _inputs;
    private readonly string[]? _keys;
    private readonly string[][]? _dependencies;
    private readonly ValueWriter<TItem> _writeItem;
    private readonly ValueWriter<TInput> _writeInput;

    /// <summary>Called by generated code.</summary>
    /// <param name="items">The items.</param>
    /// <param name="inputs">What each item's run takes.</param>
    /// <param name="options">The options; null for the default ones.</param>
    /// <param name="writeItem">Writes an item.</param>
    /// <param name="writeInput">Writes the input of its run.</param>
    [SetsRequiredMembers]
    public FanOutRequest(
        TItem[] items, TInput[] inputs, ForEachOptions<TItem>? options, ValueWriter<TItem> writeItem, ValueWriter<TInput> writeInput)
    {
        (_items, _inputs, _writeItem, _writeInput) = (items, inputs, writeItem, writeInput);
        (MaxParallel, OnFailure, MinSuccess) = options is null ? default : (options.MaxParallel, options.OnFailure, options.MinSuccess);
        _keys = options?.Key is { } key ? Array.ConvertAll(items, item => key(item)) : null;
        _dependencies = options?.DependsOn is { } dependsOn ? Array.ConvertAll(items, item => dependsOn(item).ToArray()) : null;
    }

    /// <inheritdoc/>
    public override int Count => _items.Length;

    /// <inheritdoc/>
    public override string KeyOf(int index) => _keys?[index] ?? index.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IEnumerable<string> DependenciesOf(int index) => _dependencies?[index] ?? [];

    /// <inheritdoc/>
    public override void WriteItem(Utf8JsonWriter json, int index) => _writeItem(json, _items[index]);

    /// <inheritdoc/>
    public override void WriteInput(Utf8JsonWriter json, int index) => _writeInput(json, _inputs[index]);
}
