using System.Diagnostics.CodeAnalysis;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>One fan-out that runs as plain C#.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to give back.")]
internal sealed class InlineFanOut<TItem, TResult>
{
    private readonly TItem[] _items;
    private readonly Func<TItem, Task<TResult>> _body;
    private readonly ForEachOptions<TItem> _options;
    private readonly FanOutRequest<TItem, TItem> _request;
    private readonly SemaphoreSlim _places;
    private readonly TaskCompletionSource<ItemOutcome<TItem, TResult>>[] _ends;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly Exception?[] _failures;

    public InlineFanOut(TItem[] items, Func<TItem, Task<TResult>> body, ForEachOptions<TItem> options)
    {
        (_items, _body, _options) = (items, body, options);
        _request = new(items, items, options, static (_, _) => { }, static (_, _) => { });
        if (FanOutPlan.FaultOf(_request) is { } fault)
            throw new StepFailedException("for-each", 1, FailureTypes.Dependencies, fault);
        _places = new SemaphoreSlim(options.MaxParallel > 0 ? options.MaxParallel : Math.Max(items.Length, 1));
        _ends = [.. items.Select(_ => new TaskCompletionSource<ItemOutcome<TItem, TResult>>(TaskCreationOptions.RunContinuationsAsynchronously))];
        _failures = new Exception?[items.Length];
        for (var i = 0; i < items.Length; i++)
            _indexes.Add(_request.KeyOf(i), i);
    }

    /// <exception cref="Exception">What the first item that failed has thrown, where the options do not let the fan-out go on.</exception>
    public async Task<FanOut<TItem, TResult>> RunAsync()
    {
        var outcomes = new FanOut<TItem, TResult>(await Task.WhenAll(_items.Select((_, i) => ItemAsync(i))).ConfigureAwait(false));
        var isEnough = outcomes.Completed.Count() >= _options.MinSuccess;
        if ((_options.OnFailure == OnItemFailure.Halt || !isEnough) && Array.Find(_failures, failure => failure is not null) is { } first)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        return outcomes;
    }

    private async Task<ItemOutcome<TItem, TResult>> ItemAsync(int index)
    {
        var outcome = await EndAsync(index).ConfigureAwait(false);
        _ends[index].SetResult(outcome);
        return outcome;
    }

    private async Task<ItemOutcome<TItem, TResult>> EndAsync(int index)
    {
        foreach (var key in _request.DependenciesOf(index))
        {
            var needed = await _ends[_indexes[key]].Task.ConfigureAwait(false);
            if (needed.Status != ItemStatus.Completed)
                return Ended(index, ItemStatus.Skipped, $"It depends on '{key}', which has not completed.");
        }
        await _places.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_options.OnFailure == OnItemFailure.Halt && Array.Exists(_failures, failure => failure is not null))
                return Ended(index, ItemStatus.Skipped, "Another item has failed.");
            return new(_items[index], _request.KeyOf(index), ItemStatus.Completed, await _body(_items[index]).ConfigureAwait(false), null);
        }
        catch (Exception failure)
        {
            _failures[index] = failure;
            return Ended(index, ItemStatus.Failed, failure.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    private ItemOutcome<TItem, TResult> Ended(int index, ItemStatus status, string error)
        => new(_items[index], _request.KeyOf(index), status, default, error);
}
