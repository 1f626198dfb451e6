using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// One claimed run in memory, from its claim until it ends, parks or is let go: advance, execute, commit, again. What the
/// store does not accept is thrown away, never patched. Activations serve run after run.
/// </summary>
internal sealed partial class RunActivation : IThreadPoolWorkItem, IDisposable
{
    private readonly EngineContext _engine;
    private readonly WorkflowCatalog _catalog;
    private readonly Action<RunActivation> _ended;
    private readonly CommitDraft _draft = new();
    private readonly StepScope _scope = new();
    private readonly StepAttempt _attempt;
    private readonly WakeableWait _hotWait;

    private RegisteredWorkflow _workflow = null!;
    private Failure? _raised;
    private AsyncServiceScope? _services;
    private FlowFrame _frame = null!;
    private OperationState _operation;
    private volatile StopCause _stop;
    private TimeSpan _clockOffset;
    private long _sequence;
    private long _seenInbox;
    private int _position;
    private RunStatus _status;
    private bool _isCancelling;
    private bool _frameIsStored;
    private bool _isReleased;
    private DateTimeOffset? _finalizersDueAt;

    public RunActivation(EngineContext engine, WorkflowCatalog catalog, Action<RunActivation> ended)
    {
        (_engine, _catalog, _ended) = (engine, catalog, ended);
        _attempt = new(engine.Time, engine.Options.StepGrace);
        _hotWait = new(engine.Time);
    }

    /// <summary>The claim, filled by the store before <see cref="Execute"/>.</summary>
    public ClaimedRun Claim { get; } = new();

    /// <summary>The run.</summary>
    public RunId RunId => Claim.RunId;

    /// <summary>Takes the place of the run's last activation. Called before the activation is visible to <see cref="Stop"/>.</summary>
    public void Open() => (_stop, _isCancelling, _frameIsStored, _isReleased) = (StopCause.None, false, false, false);

    /// <summary>Asks the activation to stop; from any thread.</summary>
    public void Stop(StopCause cause)
    {
        Note(cause);
        _attempt.Stop(cause);
        _hotWait.Wake();
    }

    private void Note(StopCause cause)
    {
        lock (_hotWait)
        {
            if (cause > _stop) _stop = cause;
        }
    }

    /// <summary>Runs on a pool thread until the run ends, parks or is let go.</summary>
    public void Execute()
    {
        var run = RunAsync();
        if (run.IsCompleted) run.GetAwaiter().GetResult();
        else _ = run.AsTask();
    }

    public void Dispose() => _draft.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAsync()
    {
        try
        {
            if (await LoadAsync().ConfigureAwait(false)) await AdvanceToEndAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ActivationFailed(_engine.Logger, e, RunId, Claim.WorkflowName);
            await LetGoAsync().ConfigureAwait(false);
        }
        await CloseAsync().ConfigureAwait(false);
        _ended(this);
    }

    /// <summary>The loop of the engine.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AdvanceToEndAsync()
    {
        var command = _frame.Node == 0 ? Advance() : Resume();
        while (true)
        {
            var goesOn = command.Kind switch
            {
                FlowCommandKind.Step => await StepAsync(command.Node).ConfigureAwait(false),
                FlowCommandKind.Timer => await TimerAsync(command.Node).ConfigureAwait(false),
                _ => await EndAsync(command.Kind).ConfigureAwait(false),
            };
            if (!goesOn) return;
            command = Advance();
        }
    }

    private FlowCommand Advance()
    {
        _frameIsStored = false;
        var command = _frame.Advance();
        MarkTolerated(command);
        if (command.Kind < FlowCommandKind.Return) _operation = OperationState.New(++_position, _frame.Path);
        return command;
    }

    /// <summary>A claimed run goes on with the operation at which its frame stands.</summary>
    private FlowCommand Resume()
    {
        var node = _workflow.Definition.Nodes[_frame.Node];
        _operation = OperationState.Resume(Claim.OpenSteps, node.Id, _frame.Path, Claim.LastPosition);
        _position = Math.Max(_position, _operation.Position);
        return new(node.Kind == NodeKind.Timer ? FlowCommandKind.Timer : FlowCommandKind.Step, _frame.Node);
    }

    private DateTimeOffset Now => _engine.Time.GetUtcNow() + _clockOffset;
}
