using System.Collections.Concurrent;

namespace RunkonFlow.Typed.Engine;

/// <summary>Tells waiters of this process that a run has ended or answered a request here, so that they need not poll.</summary>
internal sealed class RunEndings
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<RunId, RunEnding> _awaited = new();

    /// <summary>
    /// Whether the worker of this process executes a run: then its end will be told, to who watched it before. Null without a worker.
    /// </summary>
    public Func<RunId, bool>? Executes { get; set; }

    /// <summary>Watches for a run's end, or an answer of its, in this process. Ask the store then: the end may have been before.</summary>
    public RunWatch Watch(RunId run) => new(this, run);

    /// <summary>Somebody watches for the run's end.</summary>
    public bool IsWatched(RunId run) => !_awaited.IsEmpty && _awaited.ContainsKey(run);

    /// <summary>The run has ended, or has answered.</summary>
    /// <param name="run">The run.</param>
    /// <param name="output">What it has returned, of one that has completed; without it who waits asks the store again.</param>
    public void Notify(RunId run, ReadOnlyMemory<byte>? output = null)
    {
        if (!_awaited.IsEmpty && _awaited.TryRemove(run, out var ending)) ending.Tell(output);
    }

    /// <summary>The ending that comes next, for one more who waits for it.</summary>
    public RunEnding Await(RunId run)
    {
        lock (_lock)
        {
            var ending = _awaited.GetOrAdd(run, static _ => new());
            ending.Waiters++;
            return ending;
        }
    }

    /// <summary>One who waited does so no more.</summary>
    public void Forget(RunId run, RunEnding ending)
    {
        lock (_lock)
        {
            if (--ending.Waiters == 0) _awaited.TryRemove(new(run, ending));
        }
    }
}
