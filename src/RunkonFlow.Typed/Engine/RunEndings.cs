using System.Collections.Concurrent;

namespace RunkonFlow.Typed.Engine;

/// <summary>Tells waiters of this process that a run has ended or answered a request here, so that they need not poll.</summary>
internal sealed class RunEndings
{
    private readonly ConcurrentDictionary<RunId, TaskCompletionSource> _waiters = new();

    /// <summary>Completes when the run ends, or answers a request, in this process. Ask the store first: the end may have been before.</summary>
    public Task EndOf(RunId run)
        => _waiters.GetOrAdd(run, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>
    /// Whether the worker of this process executes a run: then its end will be told, to who asked for <see cref="EndOf"/> before.
    /// Null without a worker.
    /// </summary>
    public Func<RunId, bool>? Executes { get; set; }

    /// <summary>The run has ended, or has answered: who waits asks the store again.</summary>
    public void Notify(RunId run)
    {
        if (!_waiters.IsEmpty && _waiters.TryRemove(run, out var waiter)) waiter.TrySetResult();
    }

    /// <summary>Nobody waits for the run any more.</summary>
    public void Forget(RunId run) => _waiters.TryRemove(run, out _);
}
