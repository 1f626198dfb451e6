using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>One host's worker: claims due runs in batches, executes them, keeps its lease, lets go of everything when it stops.</summary>
internal sealed partial class Worker : IHostedService, IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(5);

    private readonly EngineContext _engine;
    private readonly WorkflowCatalog _catalog;
    private readonly WorkerLeaseKeeper _lease;
    private readonly ActiveRuns _runs;
    private readonly List<RunActivation> _rented = [];
    private readonly List<ClaimedRun> _claims = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;
    private bool _isStopped;
    private bool _isDue;
    private volatile bool _lacksPlaces;

    public Worker(
        IWorkflowPersistence store, TimeProvider time, IOptions<RunkonFlowOptions> options, IServiceScopeFactory scopes, WorkSignal work,
        RunEndings endings, WorkflowCatalog catalog, ILogger<Worker> logger)
    {
        _engine = new(store, time, options.Value, scopes, work, endings, logger);
        _catalog = catalog;
        _lease = new(_engine);
        _runs = new(() => new RunActivation(_engine, _catalog, OnEnded));
        work.RunChanged += _runs.Notify;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_engine.Options.RunsWorker) _catalog.RequireTransactions(_engine.Store);
        await _engine.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        if (!_engine.Options.RunsWorker) return;
        await _lease.RegisterAsync(cancellationToken).ConfigureAwait(false);
        _engine.Endings.Executes = _runs.Executes;
        Log.WorkerStarted(_engine.Logger, _lease.Token, _catalog.Claimable.Count);
        _loops = Task.WhenAll(Task.Run(ClaimLoopAsync, CancellationToken.None), Task.Run(LeaseLoopAsync, CancellationToken.None));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isStopped) return;
        _isStopped = true;
        _engine.Endings.Executes = null;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _runs.StopAll(StopCause.Shutdown);
        try
        {
            await _runs.DrainedAsync().WaitAsync(_engine.Options.ShutdownGrace, _engine.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Bodies that ignore their token: their runs are freed below, and whatever they still write is fenced.
        }
        var token = _lease.Token;
        await _lease.RetireAsync(CancellationToken.None).ConfigureAwait(false);
        Log.WorkerStopped(_engine.Logger, token);
    }

    public void Dispose()
    {
        _engine.Work.RunChanged -= _runs.Notify;
        _stopping.Dispose();
    }

    /// <summary>The worker may claim and commit.</summary>
    public bool HoldsLease => _lease.IsHeld;

    private void OnEnded(RunActivation activation)
    {
        // Once it is given back, another run may fill it.
        var (run, hasLetGo, endedAlone) = (new RunFence(activation.RunId, activation.Claim.Generation), activation.HasLetGo, activation.EndedAlone);
        if (_runs.End(activation) && !hasLetGo) _strays.Enqueue(run);
        // An end that makes nothing due and is not waited for as a place costs no claim.
        if (!endedAlone || _lacksPlaces) _engine.Work.Wake();
    }

    private async Task ClaimLoopAsync()
    {
        var token = _stopping.Token;
        while (!token.IsCancellationRequested)
        {
            try
            {
                // Said before places are counted, so that a run that ends meanwhile wakes.
                _lacksPlaces = true;
                var free = _engine.Options.MaxConcurrentRuns - _runs.Count;
                var wanted = Math.Min(free, _engine.Options.ClaimBatch);
                _lacksPlaces = wanted <= 0;
                var idle = _engine.Options.PollInterval;
                if (wanted > 0 && _lease.IsHeld)
                {
                    var answer = await ClaimAsync(wanted, token).ConfigureAwait(false);
                    if (answer.Count == wanted) continue;
                    idle = IdleTime(answer);
                }
                await _engine.Work.ForAsync(idle, token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.ClaimFailed(_engine.Logger, e, _engine.Options.PollInterval);
                await Task.Delay(_engine.Options.PollInterval, _engine.Time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<ClaimAnswer> ClaimAsync(int wanted, CancellationToken cancellationToken)
    {
        for (var i = 0; i < wanted; i++) _rented.Add(_runs.Rent());
        foreach (var activation in _rented) _claims.Add(activation.Claim);
        ClaimAnswer answer = default;
        try
        {
            var request = new ClaimRequest
            {
                Worker = _lease.Token,
                Max = wanted,
                Namespace = _engine.Options.Namespace,
                Queues = _engine.Options.Queues,
                Workflows = _catalog.Claimable,
                PoisonLimit = _engine.Options.PoisonLimit,
            };
            answer = await _engine.Store.ClaimRunsAsync(request, _claims, cancellationToken).ConfigureAwait(false);
            return answer;
        }
        finally
        {
            for (var i = 0; i < _rented.Count; i++)
            {
                if (i < answer.Count) _runs.Start(_rented[i]);
                else _runs.Return(_rented[i]);
            }
            _rented.Clear();
            _claims.Clear();
        }
    }

    /// <summary>How long there is nothing to do: until the next waiting run is due, but never longer than the poll interval.</summary>
    private TimeSpan IdleTime(in ClaimAnswer answer)
    {
        var poll = _engine.Options.PollInterval;
        if (answer.NextDue is not { } due) return poll;
        var wait = due - answer.Now;
        // What is due and was not claimed just now became due in between, or is of a workflow that is not registered here.
        var wasDue = _isDue;
        _isDue = wait <= TimeSpan.Zero;
        if (_isDue) return wasDue ? poll : s_soon;
        return wait < s_soon ? s_soon : wait < poll ? wait : poll;
    }
}
