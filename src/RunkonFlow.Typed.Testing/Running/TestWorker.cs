using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Testing.Running;

/// <summary>
/// A worker that does one thing after the other: it claims one run and executes it until it ends, parks or is let go. Time stands
/// still meanwhile, unless the body of a step waits on the test's clock.
/// </summary>
internal sealed class TestWorker
{
    private static readonly TimeSpan s_settled = TimeSpan.FromMilliseconds(30);

    private readonly EngineContext _engine;
    private readonly WorkflowCatalog _catalog;
    private readonly VirtualTimeProvider _time;
    private readonly StepStandIns _standIns;
    private readonly TimeSpan _patience;
    private readonly ClaimRequest _request;
    private RunActivation? _current;

    public TestWorker(
        IWorkflowPersistence store, VirtualTimeProvider time, IServiceProvider services, StepStandIns standIns, ErrorLog errors, TimeSpan patience,
        string queue)
    {
        (_time, _standIns, _patience) = (time, standIns, patience);
        _catalog = services.GetRequiredService<WorkflowCatalog>();
        var options = services.GetRequiredService<IOptions<RunkonFlowOptions>>().Value;
        _engine = new(
            store, time.ForEngine, options, services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<WorkSignal>(),
            services.GetRequiredService<RunEndings>(), errors)
        {
            Bodies = standIns.For,
        };
        _request = new()
        {
            Worker = $"test-{Guid.NewGuid():n}",
            Max = 1,
            Namespace = options.Namespace,
            Queues = [.. _catalog.Claimable.Select(workflow => _catalog[workflow.Name, workflow.Version].Definition.Queue).Append(queue).Distinct()],
            Workflows = _catalog.Claimable,
            PoisonLimit = options.PoisonLimit,
        };
    }

    /// <summary>
    /// What virtual time needs, whatever the test has configured: every wait parks, so that the run holds nothing but what is stored
    /// while time passes, and no lease ends by itself.
    /// </summary>
    public static void Prepare(RunkonFlowOptions options)
    {
        options.ParkAfter = TimeSpan.Zero;
        // Longer than any test's time, and within what a server can add to a moment in seconds.
        options.LeaseTimeToLive = TimeSpan.FromDays(24_000);
    }

    public string Token => _request.Worker;

    public IReadOnlyList<ClaimableWorkflow> Workflows => _catalog.Claimable;

    public async Task RegisterAsync() => await _engine.Store.RegisterWorkerAsync(new(Token, "test", _engine.Options.LeaseTimeToLive)).ConfigureAwait(false);

    /// <summary>Lets go of a run after the commit that it makes now.</summary>
    public void LetGo(RunId run)
    {
        if (_current is { } current && current.RunId == run) current.Stop(StopCause.Shutdown);
    }

    /// <summary>Executes the next run that is due; false when there is none.</summary>
    /// <param name="died">Completes when the worker's process has died: whatever it does is in vain.</param>
    public async Task<bool> ExecuteNextAsync(Task died)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var activation = new RunActivation(_engine, _catalog, _ => ended.SetResult());
        if ((await _engine.Store.ClaimRunsAsync(_request, [activation.Claim]).ConfigureAwait(false)).Count == 0) return false;
        activation.Open();
        _current = activation;
        ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: false);
        await EndOfAsync(activation, ended.Task, died).ConfigureAwait(false);
        _current = null;
        return true;
    }

    private async Task EndOfAsync(RunActivation activation, Task ended, Task died)
    {
        var (seen, quiet) = (State, Stopwatch.GetTimestamp());
        while (!ended.IsCompleted)
        {
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System)).ConfigureAwait(false);
            if (ended.IsCompleted) return;
            if (died.IsCompleted)
            {
                activation.Stop(StopCause.LeaseLost);
                MoveTime();
                continue;
            }
            await HeedAsync(activation).ConfigureAwait(false);
            if (State != seen) (seen, quiet) = (State, Stopwatch.GetTimestamp());
            var passed = Stopwatch.GetElapsedTime(quiet);
            if (passed < s_settled || Debugger.IsAttached && passed < TimeSpan.FromHours(1)) continue;
            if (_time.HasTimersOfSteps || (passed > _patience && _time.NextTimer is not null)) MoveTime();
            else if (passed > _patience + _patience) throw new WorkflowTestException($"A step has not ended for {passed.TotalSeconds:0} s of real time, and nothing is due on the test's clock that could end it: {string.Join(", ", _standIns.Calls.TakeLast(3))} came last.");
        }
    }

    private (long, int) State => (_time.Version, _standIns.Count);

    private void MoveTime()
    {
        if (_time.NextTimer is { } next) _time.AdvanceTo(next);
    }

    /// <summary>What others have asked of the run while a step runs.</summary>
    private async Task HeedAsync(RunActivation activation)
    {
        foreach (var news in await _engine.Store.GetNewsAsync(Token).ConfigureAwait(false))
        {
            if (news.RunId != activation.RunId) continue;
            activation.Notify();
            if (news.Requests != RunRequests.None) activation.Stop(news.Requests == RunRequests.Pause ? StopCause.Pause : StopCause.Cancel);
        }
    }
}
