using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing.Running;

namespace RunkonFlow.Typed.Testing;

/// <content>Running, and letting time pass.</content>
public sealed partial class WorkflowTest<TResult>
{
    private ServiceProvider? _provider;
    private IWorkflowPersistence? _inner;
    private IWorkflowPersistence? _store;
    private DyingPersistence? _dying;
    private IWorkflowClient? _client;
    private TestWorker? _worker;
    private string _namespace = "";
    private RunHandle<TResult>? _run;

    /// <summary>Lets time pass until the run has ended; its result.</summary>
    /// <remarks>A gate that has no answer runs into its deadline, as when people do not decide.</remarks>
    /// <exception cref="WorkflowFailedException">The run failed.</exception>
    /// <exception cref="WorkflowCancelledException">The run was cancelled.</exception>
    /// <exception cref="WorkflowTestException">The run waits for something that does not come by itself.</exception>
    public async Task<TResult> RunAsync()
    {
        await RunToEndAsync().ConfigureAwait(false);
        return await _run!.ResultAsync().ConfigureAwait(false);
    }

    /// <summary>As <see cref="RunAsync"/>, for a run that may fail or be cancelled: how it ended.</summary>
    /// <exception cref="WorkflowTestException">The run waits for something that does not come by itself.</exception>
    public async Task<WorkflowRun> RunToEndAsync()
    {
        await UntilAsync(static run => new(run.Status.IsTerminal()), null, "to end").ConfigureAwait(false);
        return Run;
    }

    /// <summary>Lets time pass until the run, or a child of it, waits at a gate.</summary>
    /// <exception cref="WorkflowTestException">It ended before, or waits for something else that does not come by itself.</exception>
    public async Task RunUntilAsync(GateHandle gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        await UntilAsync(async _ => await FindAsync(gate.Workflow, gate.Id).ConfigureAwait(false) is not null, null, $"to wait at gate '{gate.Id}'").ConfigureAwait(false);
    }

    /// <summary>Lets time pass until the run, or a child of it, waits for a signal.</summary>
    /// <exception cref="WorkflowTestException">It ended before, or waits for something else that does not come by itself.</exception>
    public async Task RunUntilAsync<TMessage>(SignalHandle<TMessage> signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        await UntilAsync(async _ => await FindAsync(signal.Workflow, signal.Id).ConfigureAwait(false) is not null, null, $"to wait for signal '{signal.Id}'").ConfigureAwait(false);
    }

    /// <summary>Lets time pass until the run, or a child of it, waits for a request.</summary>
    /// <exception cref="WorkflowTestException">It ended before, or waits for something else that does not come by itself.</exception>
    public async Task RunUntilAsync<TMessage, TReply>(RequestHandle<TMessage, TReply> signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        await RunUntilAsync(FlowAnswers.AsSignal(signal)).ConfigureAwait(false);
    }

    /// <summary>Lets so much time pass, and does what is due meanwhile. Zero does what is due now.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await BeginAsync().ConfigureAwait(false);
        await UntilAsync(static _ => new(false), Time.GetUtcNow() + by, "").ConfigureAwait(false);
    }

    /// <summary>Ends what the test holds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_provider is not null) await _provider.DisposeAsync().ConfigureAwait(false);
        if (_inner is IAsyncDisposable store) await store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Executes what is due and moves the clock on, until something holds, a moment has come, or the run has ended.</summary>
    private async Task UntilAsync(Func<WorkflowRun, ValueTask<bool>> holds, DateTimeOffset? until, string purpose)
    {
        await BeginAsync().ConfigureAwait(false);
        try
        {
            while (true)
            {
                await ExecuteAllDueAsync().ConfigureAwait(false);
                await HearRepliesAsync().ConfigureAwait(false);
                var run = (await _inner!.GetRunAsync(RunId).ConfigureAwait(false))!;
                if (await holds(run).ConfigureAwait(false)) return;
                if (await AnswerAsync().ConfigureAwait(false)) continue;
                if (run.Status.IsTerminal() && until is null) throw await StuckAsync($"was expected {purpose}, but it has ended").ConfigureAwait(false);
                var due = await NextDueAsync().ConfigureAwait(false);
                if (until is { } moment && (due is null || due > moment))
                {
                    Time.AdvanceTo(moment);
                    await ExecuteAllDueAsync().ConfigureAwait(false);
                    return;
                }
                if (due is null) throw await StuckAsync($"was expected {purpose}, but nothing that is still to come moves it").ConfigureAwait(false);
                Time.AdvanceTo(due.Value);
            }
        }
        finally
        {
            await LookAsync().ConfigureAwait(false);
        }
    }

    private async Task ExecuteAllDueAsync()
    {
        while (true)
        {
            if (_dying!.Died.IsCompleted && ReferenceEquals(_store, _dying)) await TakeOverAsync().ConfigureAwait(false);
            if (!await _worker!.ExecuteNextAsync(ReferenceEquals(_store, _dying) ? _dying.Died : Never).ConfigureAwait(false)) return;
        }
    }

    private static Task Never { get; } = new TaskCompletionSource().Task;

    /// <summary>The process has died: what a recovery does once its lease is over.</summary>
    private async Task TakeOverAsync()
    {
        UnderWay = await CountUnderWayAsync().ConfigureAwait(false);
        await _inner!.RetireWorkerAsync(_dying!.Worker!).ConfigureAwait(false);
        await EmployAsync(_inner).ConfigureAwait(false);
    }

    private async Task BeginAsync()
    {
        if (_run is not null) return;
        Build();
        await _store.InitializeAsync().ConfigureAwait(false);
        await EmployAsync(_dying!).ConfigureAwait(false);
        _run = await _client.StartAsync(_start, _options).ConfigureAwait(false);
        await LookAsync().ConfigureAwait(false);
    }

    private async Task EmployAsync(IWorkflowPersistence store)
    {
        _store = store;
        var seen = _reloads ? new ReloadingPersistence(store, run => _worker!.LetGo(run)) : store;
        _worker = new(seen, Time, _provider!, _standIns, _errors, _patience, _options?.Queue ?? _start.Workflow.Definition.Queue);
        await _worker.RegisterAsync().ConfigureAwait(false);
    }

    /// <summary>When something is due that is not yet; what is due and was not claimed is of a workflow that nobody registered.</summary>
    private async Task<DateTimeOffset?> NextDueAsync()
    {
        var due = await _store!.GetNextDueAsync(_namespace).ConfigureAwait(false);
        var now = Time.GetUtcNow();
        if (due is null || due > now) return due;
        foreach (var run in await ListAsync().ConfigureAwait(false))
        {
            if (run.Status.IsTerminal() || _worker!.Workflows.Any(workflow => workflow.Name == run.WorkflowName && workflow.Version == run.WorkflowVersion)) continue;
            throw new WorkflowTestException($"Workflow '{run.WorkflowName}' version {run.WorkflowVersion} runs as a child and is not registered: say test.WithWorkflows(builder => builder.Add(….Registration)).");
        }
        // Stores count in milliseconds.
        return now + TimeSpan.FromMilliseconds(1);
    }
}
