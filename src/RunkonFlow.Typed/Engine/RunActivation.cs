using System.Globalization;
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
    private readonly Strand _root;
    private readonly WakeableWait _hotWait;
    private readonly TurnQueue _turns;

    private RegisteredWorkflow _workflow = null!;
    private object _instance = null!;
    private Strand _current;
    private CompensationFrame? _undo;
    private bool _isCompensating;
    private int _itemNode;
    private int _trimmedBefore;
    private RequestNote? _cancelNote;
    private DateTimeOffset? _deadline;
    private ITimer? _deadlineTimer;
    private bool _isOperating;
    private bool _frameIsSealed;
    private CommitResult? _limited;
    private bool _leftABodyBehind;
    private volatile bool _hasNews;
    private AsyncServiceScope? _services;
    private volatile StopCause _stop;
    private volatile bool _hasEnded;
    private TimeSpan _clockOffset;
    private long _sequence;
    private long _seenInbox;
    private long _knownInbox;
    private int _position;
    private RunStatus _status;
    private bool _isCancelling;
    private bool _frameIsStored;
    private bool _isReleased;
    private bool _isRefused;
    private bool _hasFault;
    private int _unstorableFrames;
    private DateTimeOffset? _finalizersDueAt;

    public RunActivation(EngineContext engine, WorkflowCatalog catalog, Action<RunActivation> ended)
    {
        (_engine, _catalog, _ended) = (engine, catalog, ended);
        _root = new(engine.Time, engine.Options.StepGrace);
        _current = _root;
        _hotWait = new(engine.Time);
        _turns = new(_hotWait);
        Attend(_root);
    }

    /// <summary>The claim, filled by the store before <see cref="Execute"/>.</summary>
    public ClaimedRun Claim { get; } = new();

    /// <summary>The run.</summary>
    public RunId RunId => Claim.RunId;

    /// <summary>The run has ended here; set before its waiters are told.</summary>
    public bool HasEnded
    {
        get => _hasEnded;
        private set => _hasEnded = value;
    }

    /// <summary>The run has ended, and no other run is due because of that.</summary>
    public bool EndedAlone { get; private set; }

    /// <summary>The store has taken the run back: it has ended, is parked or free. Without that the worker still owns it, or somebody else does.</summary>
    public bool HasLetGo { get; private set; }

    /// <summary>Takes the place of the run's last activation. Called before the activation is visible to <see cref="Stop"/>.</summary>
    public void Open()
    {
        (_stop, _isCancelling, _frameIsStored, _isReleased, _hasNews, _hasEnded, EndedAlone) = (StopCause.None, false, false, false, false, false, false);
        (HasLetGo, _isRefused, _hasFault, _unstorableFrames, _frameIsSealed, _limited) = (false, false, false, 0, false, null);
    }

    /// <summary>Asks the activation to stop; from any thread.</summary>
    public void Stop(StopCause cause)
    {
        Note(cause);
        _root.Attempt.Stop(cause);
        _transacting?.Attempt.Stop(cause);
        _hotWait.Wake();
    }

    /// <summary>The run's inbox holds something that no commit's answer has told yet; from any thread.</summary>
    public void Notify()
    {
        _hasNews = true;
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
        // What a flow formats and parses must not depend on the machine that happens to run it. The pool takes it back afterwards.
        if (!ReferenceEquals(CultureInfo.CurrentCulture, CultureInfo.InvariantCulture)) CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var run = RunAsync();
        if (run.IsCompleted) run.GetAwaiter().GetResult();
        else _ = run.AsTask();
    }

    public void Dispose() => _draft.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAsync()
    {
        using var span = Telemetry.StartRun(Claim);
        try
        {
            if (await LoadAsync().ConfigureAwait(false)) await AdvanceToEndAsync().ConfigureAwait(false);
            if (_isRefused) await LetGoAsync().ConfigureAwait(false);
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
        if (!Claim.Failure.IsEmpty)
        {
            await ResumeCompensationsAsync().ConfigureAwait(false);
            return;
        }
        if (_root.Frame.Node == 0) Advance(_root);
        else Resume(_root);
        while (true)
        {
            var goesOn = _root.Command.Kind switch
            {
                FlowCommandKind.Step when _root.Node.Limits.IsEmpty => await StepAsync(_root).ConfigureAwait(false),
                FlowCommandKind.Timer => await TimerAsync(_root).ConfigureAwait(false),
                FlowCommandKind.Return or FlowCommandKind.Fail => await EndAsync(_root.Frame.Outcome).ConfigureAwait(false),
                _ => await OperateAsync().ConfigureAwait(false),
            };
            if (!goesOn && !TakeFault()) return;
            Advance(_root);
        }
    }

    private void Advance(Strand strand)
    {
        // The flow's own frame stands still while its compensations run.
        _frameIsStored = _isCompensating;
        if (strand.Parent is not null) (strand.Frame.Root.SegmentTime, strand.Frame.Root.SegmentSeed) = (strand.SegmentTime, strand.SegmentSeed);
        strand.Command = strand.Frame.Advance();
        strand.StoredNode = null;
        MarkTolerated(strand);
        if (strand.Command.Kind >= FlowCommandKind.Return) return;
        strand.Operation = OperationState.New(++_position, strand.Path);
        (strand.MustLook, strand.IsResumed, strand.Child, strand.NextPoll) = (true, false, null, null);
    }

    /// <summary>A claimed run goes on with the operation at which its frame stands.</summary>
    private void Resume(Strand strand)
    {
        strand.Command = new(CommandOf(strand.Nodes[strand.Frame.Node].Kind), strand.Frame.Node);
        strand.StoredNode = StoredNodeOf(strand);
        strand.Operation = OperationState.Resume(Claim.OpenSteps, strand.Node, strand.Path, Claim.LastPosition);
        (strand.MustLook, strand.IsResumed) = (true, true);
        _position = Math.Max(_position, strand.Operation.Position);
    }

    private NodeDefinition? StoredNodeOf(Strand strand)
    {
        var node = strand.Nodes[strand.Command.Node];
        if (node.FormerIds.IsEmpty) return null;
        var former = Claim.OpenSteps.FindIndex(row => row.Path == strand.Path && node.FormerIds.Contains(row.NodeId));
        return former < 0 ? null : node.StoredAs(Claim.OpenSteps[former].NodeId);
    }

    private static FlowCommandKind CommandOf(NodeKind kind) => kind switch
    {
        NodeKind.Timer => FlowCommandKind.Timer,
        NodeKind.Gate => FlowCommandKind.Gate,
        NodeKind.Signal => FlowCommandKind.Signal,
        NodeKind.Child => FlowCommandKind.Child,
        NodeKind.Parallel or NodeKind.Race => FlowCommandKind.Parallel,
        NodeKind.FanOut => FlowCommandKind.FanOut,
        _ => FlowCommandKind.Step,
    };

    private DateTimeOffset Now => _engine.Time.GetUtcNow() + _clockOffset;
}
