using System.Collections.Concurrent;

namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>The world outside: writes down what is asked of it, and fails where a test says so.</summary>
public sealed class Ledger
{
    private readonly ConcurrentQueue<string> _entries = new();

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<string> Entries => [.. _entries];

    /// <summary>What fails, each time.</summary>
    public ConcurrentDictionary<string, bool> Failing { get; } = new();

    /// <summary>What fails the first time.</summary>
    public ConcurrentDictionary<string, bool> FailingOnce { get; } = new();

    /// <summary>What does not end before its token is cancelled.</summary>
    public ConcurrentDictionary<string, bool> Hanging { get; } = new();

    public Task DoAsync(string entry, CancellationToken cancellationToken = default)
    {
        _entries.Enqueue(entry);
        if (Failing.ContainsKey(entry) || FailingOnce.TryRemove(entry, out _)) throw new InvalidOperationException($"cannot {entry}");
        return Hanging.ContainsKey(entry) ? _released.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>What hangs ends.</summary>
    public void Release() => _released.TrySetResult();
}
