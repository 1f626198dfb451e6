using System.Collections.Concurrent;

namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Runners whose ends a test decides, in the order in which it says so.</summary>
public sealed class Lanes
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _ends = new();

    /// <summary>Those that have set out.</summary>
    public ConcurrentDictionary<string, bool> Started { get; } = new();

    public ConcurrentQueue<string> Finalizers { get; } = new();

    public async Task<string> RunAsync(string runner, CancellationToken cancellationToken)
    {
        Started[runner] = true;
        return await EndOf(runner).Task.WaitAsync(cancellationToken);
    }

    public void Arrives(string runner) => EndOf(runner).SetResult(runner);

    public void Falls(string runner) => EndOf(runner).SetException(new InvalidOperationException($"{runner} fell"));

    // Continuations run in the call: who arrives first is first at the engine too.
    private TaskCompletionSource<string> EndOf(string runner) => _ends.GetOrAdd(runner, static _ => new());
}
