using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Shared;

/// <summary>
/// The engine over the in-memory store without threads: a run whose steps complete at once begins and ends on the caller's
/// thread, so that what it costs can be counted. Rows, events, fences and leases are those of a real worker.
/// </summary>
internal sealed class InlineWorker : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly WorkflowRegistration _workflow;
    private readonly RunActivation _activation;
    private readonly ClaimRequest _request;
    private readonly ClaimedRun[] _claims;

    public InlineWorker(WorkflowRegistration workflow, int retainFinishedRuns)
    {
        _workflow = workflow;
        Store = new(TimeProvider.System, new() { RetainFinishedRuns = retainFinishedRuns });
        var engine = new EngineContext(
            Store, TimeProvider.System, new RunkonFlowOptions(), _services.GetRequiredService<IServiceScopeFactory>(), new(TimeProvider.System),
            new(), NullLogger.Instance);
        var catalog = new WorkflowCatalog([workflow]);
        _activation = new(engine, catalog, static _ => { });
        _claims = [_activation.Claim];
        _request = new() { Worker = "inline", Max = 1, Workflows = catalog.Claimable };
        Complete(Store.RegisterWorkerAsync(new("inline", "inline", TimeSpan.FromDays(1))));
    }

    public InMemoryPersistence Store { get; }

    /// <summary>Makes a run and claims it; what <see cref="Execute"/> executes.</summary>
    public RunId Begin(ReadOnlyMemory<byte> input)
    {
        var run = RunId.New(TimeProvider.System);
        Complete(Store.CreateRunAsync(new() { Id = run, WorkflowName = _workflow.Id, WorkflowVersion = _workflow.Version, Input = input }));
        if (Complete(Store.ClaimRunsAsync(_request, _claims)).Count != 1) throw new InvalidOperationException("The run was not claimed.");
        _activation.Open();
        return run;
    }

    /// <summary>Loads, advances, executes and commits until the run has ended.</summary>
    public void Execute() => _activation.Execute();

    /// <summary>Whether a run has ended well.</summary>
    public bool HasCompleted(RunId run) => Complete(Store.GetRunAsync(run))?.Status == RunStatus.Completed;

    public void Dispose()
    {
        _activation.Dispose();
        _services.Dispose();
    }

    private static T Complete<T>(ValueTask<T> call)
        => call.IsCompletedSuccessfully ? call.Result : throw new InvalidOperationException("A call of the store did not complete at once.");
}
