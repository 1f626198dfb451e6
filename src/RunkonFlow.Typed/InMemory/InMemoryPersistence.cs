using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>
/// A store in memory with the full semantics of a durable one: fences, leases, sequences, inboxes, events, retention. What it
/// holds dies with the process. Safe for any number of threads; every call completes before it returns.
/// </summary>
/// <remarks>
/// One lock guards everything; commits are short. Runs that have ended are recycled with their rows and buffers, so that
/// committing allocates nothing once as many runs are kept as ever will be.
/// </remarks>
/// <example><code>var store = new InMemoryPersistence(TimeProvider.System);</code></example>
public sealed partial class InMemoryPersistence : IWorkflowPersistence
{
    /// <summary>Places of forgotten runs that are kept for the next, so that a burst of runs does not stay in memory for good.</summary>
    private const int FreePlaces = 4096;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly int _retain;

    private readonly Dictionary<RunId, RunRow> _runs = [];
    private readonly Dictionary<long, RunRow> _runsBySerial = [];
    private readonly Dictionary<(string Namespace, string Workflow, string Key), RunRow> _keys = [];
    private readonly Stack<RunRow> _free = [];
    private long _serial;

    /// <summary>An empty store.</summary>
    /// <param name="time">The store's clock; leases and due times are measured on it.</param>
    /// <param name="options">How much it keeps; null for the defaults.</param>
    public InMemoryPersistence(TimeProvider time, InMemoryPersistenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _retain = options?.RetainFinishedRuns ?? 10_000;
        ArgumentOutOfRangeException.ThrowIfNegative(_retain, nameof(InMemoryPersistenceOptions.RetainFinishedRuns));
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync(CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default) => new(StoreTime.Moment(Now()));

    private long Now() => StoreTime.Of(_time.GetUtcNow());

    private RunRow? FindRun(RunId id) => _runs.GetValueOrDefault(id);

    private StepRow? FindStep(long id)
    {
        return _runsBySerial.TryGetValue(id >> RunRow.StepBits, out var run) ? run.Steps.FindById(id) : null;
    }

    /// <summary>The run, if the fence still owns it.</summary>
    private RunRow Fenced(RunFence fence)
    {
        var run = FindRun(fence.RunId) ?? throw NoRun(fence.RunId);
        return run.Generation == fence.Generation && run.OwnedBy is not null ? run : throw new LeaseLostException(fence.RunId, fence.Generation);
    }

    /// <summary>Ends a named operation: the sequence advances, and no earlier commit can be taken for the latest any more.</summary>
    private static long Advance(RunRow run)
    {
        run.Digest = default;
        return ++run.Sequence;
    }

    private static NotFoundException NoRun(RunId id) => new($"There is no run {id}; it may have been purged.");

    private static NotFoundException NoStep(long id) => new($"There is no step row {id}; its run may have been purged.");
}
