using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// Trees whose every run has ended, in the order in which they ended; recycled and purged as a whole.
public sealed partial class InMemoryPersistence
{
    private RunRow? _firstEnded;
    private RunRow? _lastEnded;
    private int _endedRuns;

    /// <inheritdoc/>
    public ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTrees, 1);
        var limit = StoreTime.Of(endedBefore);
        lock (_lock)
        {
            var runs = 0;
            var trees = 0;
            for (var root = _firstEnded; root is not null && trees < maxTrees;)
            {
                var next = root.NextEnded;
                if (EndOfTree(root) < limit)
                {
                    trees++;
                    runs += root.TreeSize;
                    Forget(root);
                }
                root = next;
            }
            return new(runs);
        }
    }

    private static long EndOfTree(RunRow root)
    {
        var end = root.EndedAt;
        for (var run = root.NextInTree; run is not null; run = run.NextInTree) end = Math.Max(end, run.EndedAt);
        return end;
    }

    private void End(RunRow run, long now)
    {
        run.EndedAt = now;
        var root = run.Root;
        if (--root.ActiveInTree > 0) return;
        root.PreviousEnded = _lastEnded;
        if (_lastEnded is not null) _lastEnded.NextEnded = root;
        else _firstEnded = root;
        _lastEnded = root;
        _endedRuns += root.TreeSize;
    }

    private void Revive(RunRow run)
    {
        run.EndedAt = StoreTime.None;
        Grow(run.Root, by: 0);
    }

    /// <summary>One more run of a tree is active, a new one or one that had ended.</summary>
    private void Grow(RunRow root, int by)
    {
        if (root.ActiveInTree == 0) RemoveEnded(root);
        root.ActiveInTree++;
        root.TreeSize += by;
    }

    private void RemoveEnded(RunRow root)
    {
        if (root.PreviousEnded is { } previous) previous.NextEnded = root.NextEnded;
        else _firstEnded = root.NextEnded;
        if (root.NextEnded is { } next) next.PreviousEnded = root.PreviousEnded;
        else _lastEnded = root.PreviousEnded;
        (root.NextEnded, root.PreviousEnded) = (null, null);
        _endedRuns -= root.TreeSize;
    }

    private void Retain()
    {
        // The tree that ended last stays whatever its size, so that who waits for it still finds it; unless nothing is to stay.
        while (_endedRuns > _retain && _firstEnded is { } oldest && (oldest != _lastEnded || _retain == 0)) Forget(oldest);
    }

    private void Forget(RunRow root)
    {
        RemoveEnded(root);
        for (var run = root; run is not null;)
        {
            var next = run.NextInTree;
            _runs.Remove(run.Id);
            _runsBySerial.Remove(run.Serial);
            if (run.Key is { } key) _keys.Remove((run.Bucket.Key.Namespace, run.Bucket.Key.WorkflowName, key));
            if (run.Extras is { } extras)
                foreach (var step in extras.FanOuts)
                    foreach (var item in step.Extras!.Items) _items.Remove(item.Id);
            if (_free.Count < FreePlaces) _free.Push(run);
            run = next;
        }
    }
}
