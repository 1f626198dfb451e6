using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>Starts runs, watches them and steers them; from any process that shares the store.</summary>
public interface IWorkflowClient
{
    /// <summary>Starts a run, or finds the one that was started with the same key.</summary>
    ValueTask<RunHandle<TResult>> StartAsync<TResult>(WorkflowStart<TResult> start, StartOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>A handle on a run whose result type the caller knows, such as one whose id was kept.</summary>
    RunHandle<TResult> Handle<TResult>(WorkflowRegistration workflow, RunId runId);

    /// <summary>The run, or null.</summary>
    ValueTask<WorkflowRun?> GetAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>Lists runs, newest first.</summary>
    ValueTask<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>A run's step rows, in the order in which they were begun.</summary>
    ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>A run's events after a number.</summary>
    ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(RunId runId, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>A run's events as they happen, until it ends.</summary>
    IAsyncEnumerable<RunEvent> WatchAsync(RunId runId, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Waits for a run's end.</summary>
    /// <exception cref="Persistence.NotFoundException">There is no such run.</exception>
    ValueTask<WorkflowRun> WaitForEndAsync(RunId runId, CancellationToken cancellationToken = default);

    /// <summary>Asks for a run's end; its finalizers run first.</summary>
    ValueTask<CommandResult> CancelAsync(RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Asks for a run's pause: it stops before its next operation.</summary>
    ValueTask<CommandResult> PauseAsync(RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lets a paused or poisoned run go on.</summary>
    ValueTask<CommandResult> ResumeAsync(RunId runId, string? reason = null, CommandOptions? options = null, CancellationToken cancellationToken = default);
}
