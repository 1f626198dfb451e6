using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

/// <summary>
/// What every store must do. Derive one class per store and say how a store is made; the tests come with it. Each fact gets an
/// empty store and a clock that only the test moves.
/// </summary>
public abstract partial class PersistenceConformance : IAsyncLifetime
{
    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(30);

    private IWorkflowPersistence? _store;

    /// <summary>The store under test.</summary>
    protected IWorkflowPersistence Store => _store!;

    /// <summary>The store's clock.</summary>
    protected ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Makes an empty store on a clock.</summary>
    protected abstract ValueTask<IWorkflowPersistence> CreateAsync(TimeProvider time);

    /// <summary>
    /// Closes a durable store as a killed process would and opens it again. A store whose content dies with the process leaves
    /// this alone, and the tests that need it are skipped.
    /// </summary>
    protected virtual ValueTask<IWorkflowPersistence?> ReopenAsync(IWorkflowPersistence store, TimeProvider time) => new((IWorkflowPersistence?)null);

    /// <summary>The store feeds event sinks. One that cannot says so, and the tests that need it are skipped.</summary>
    protected virtual bool HasSinks => true;

    private void SkipWithoutSinks() => Assert.SkipUnless(HasSinks, "The store feeds no sinks.");

    /// <summary>Ends a store after a test.</summary>
    protected virtual async ValueTask CloseAsync(IWorkflowPersistence store)
    {
        if (store is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else (store as IDisposable)?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _store = await CreateAsync(Time);
        await _store.InitializeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await CloseAsync(_store);
        GC.SuppressFinalize(this);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static Command By(string who, string? reason = null) => new(Guid.NewGuid(), who, reason);

    private NewRun NewRun(string workflow = "order") => new() { Id = RunId.New(Time), WorkflowName = workflow };

    private async Task<RunId> CreatedAsync(NewRun? run = null) => (await Store.CreateRunAsync(run ?? NewRun())).Run.Id;

    private async Task<WorkflowRun> GetAsync(RunId id) => await Store.GetRunAsync(id) ?? throw new InvalidOperationException($"Run {id} is gone.");

    private async Task<RunStatus> StatusAsync(RunId id) => (await GetAsync(id)).Status;

    private async Task<WorkflowRunStep> StepAsync(RunId id, long stepId) => (await Store.GetStepsAsync(id)).Single(step => step.Id == stepId);

    private async Task<string[]> EventsAsync(RunId id) => [.. (await Store.GetEventsAsync(id)).Select(one => one.Kind)];

    private async Task<WorkerLease> WorkerAsync(string token = "w1") => await Store.RegisterWorkerAsync(new(token, "test", s_leaseTime));

    private static ClaimRequest Asking(string worker = "w1", int max = 10, params string[] workflows) => new()
    {
        Worker = worker,
        Max = max,
        Workflows = [.. (workflows.Length == 0 ? ["order"] : workflows).Select(name => new ClaimableWorkflow(name, 1, "shape-1"))],
    };

    private Task<List<ClaimedRun>> ClaimAsync(string worker = "w1", int max = 10) => ClaimAsync(Asking(worker, max));

    private async Task<ClaimAnswer> AnswerAsync(ClaimRequest request)
        => await Store.ClaimRunsAsync(request, [.. Enumerable.Range(0, Math.Max(1, request.Max)).Select(_ => new ClaimedRun())]);

    private async Task<List<ClaimedRun>> ClaimAsync(ClaimRequest request)
    {
        var into = Enumerable.Range(0, Math.Max(1, request.Max)).Select(_ => new ClaimedRun()).ToArray();
        return [.. into.Take((await Store.ClaimRunsAsync(request, into)).Count)];
    }

    /// <summary>A run that worker <c>w1</c> has just claimed.</summary>
    private async Task<ClaimedRun> ClaimedAsync(NewRun? run = null)
    {
        await WorkerAsync();
        var id = await CreatedAsync(run);
        return Assert.Single(await ClaimAsync(max: 100), claimed => claimed.RunId == id);
    }

    private static RunCommit After(ClaimedRun run, RunStatus status = RunStatus.Running) => new()
    {
        RunId = run.RunId,
        Generation = run.Generation,
        Sequence = run.Sequence,
        SeenInbox = run.InboxSequence,
        Status = status,
    };

    private static StepWrite Step(string node, StepStatus status, int attempt = 1, int position = 1, IterationPath path = default) => new()
    {
        NodeId = node,
        StepName = node,
        Role = "step",
        Path = path,
        Attempt = attempt,
        Position = position,
        Status = status,
    };

    /// <summary>Commits and expects it applied; the run's next commit goes on from there.</summary>
    private async Task<CommitResult> AppliedAsync(RunCommit commit)
    {
        var result = await Store.CommitAsync(commit);
        Assert.True(result.Outcome == CommitOutcome.Applied, $"{result.Outcome}: {result.Reason}");
        return result;
    }

    /// <summary>A run that has ended with a status.</summary>
    private async Task<RunId> EndedAsync(RunStatus status, NewRun? run = null)
    {
        var claimed = await ClaimedAsync(run);
        if (status == RunStatus.Cancelled)
        {
            await AppliedAsync(After(claimed, RunStatus.Cancelling));
            claimed.Sequence++;
        }
        await AppliedAsync(After(claimed, status));
        return claimed.RunId;
    }

    /// <summary>A run that is leased to a host under a token, and its fence.</summary>
    private async Task<RunFence> LeasedAsync(RunId id, string token = "host-1")
    {
        var answer = await Store.AcquireLeaseAsync(id, token, s_leaseTime);
        return new(id, answer.Generation ?? throw new InvalidOperationException($"The lease of {id} was refused: {answer.Refusal}."));
    }
}
