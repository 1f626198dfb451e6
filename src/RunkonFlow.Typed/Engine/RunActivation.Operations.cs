using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>What each kind of operation does when it begins, when its moment has come, and when something came from outside.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Begins the operation at which a strand stands; false when it waits for a commit.</summary>
    private bool Begin(Strand strand)
    {
        try
        {
            return strand.Command.Kind switch
            {
                FlowCommandKind.Step => BeginStep(strand),
                FlowCommandKind.Timer => BeginTimerOf(strand),
                FlowCommandKind.Gate => BeginGate(strand),
                FlowCommandKind.Signal => BeginSignal(strand),
                FlowCommandKind.Child => BeginChild(strand),
                FlowCommandKind.FanOut => BeginFanOut(strand),
                _ => BeginBranches(strand),
            };
        }
        // Arguments, keys and prompts are the user's own expressions: what they throw is a fault of the flow.
        catch (Exception e) when (e is not PersistenceException)
        {
            return Fault(strand, Failure.From(e));
        }
    }

    private bool BeginStep(Strand strand)
    {
        if (strand is { IsResumed: true, MustLook: true, Node.IsTransactional: true }) return Wait(strand, mustLook: true);
        if (strand.Operation.WasInterrupted && CloseInterrupted(strand)) return GoOn(strand);
        if (IsLeftOut(strand)) return LeaveOut(strand) && GoOn(strand);
        if (strand.Operation.Row == StepStatus.Waiting && strand.Operation.DueAt > Now) return Wait(strand, mustLook: false);
        strand.NextPoll = null;
        if (strand.Operation.Row == StepStatus.Running)
        {
            if (strand.Node.IsTransactional) strand.Phase = StrandPhase.Announced;
            else StartBody(strand);
            return false;
        }
        BeginAttempt(strand);
        strand.Phase = StrandPhase.Announced;
        return false;
    }

    private bool BeginTimerOf(Strand strand)
    {
        BeginTimer(strand);
        if (strand.Operation.DueAt > Now) return Wait(strand, mustLook: false);
        EndTimer(strand);
        return GoOn(strand);
    }

    private bool BeginSignal(Strand strand)
    {
        if (strand.Operation.Row is null) AddWaitingRow(strand, strand.Node.Timeout);
        return Wait(strand, mustLook: true);
    }

    /// <summary>When a waiting strand is to be moved although nothing came from outside.</summary>
    private static DateTimeOffset? DueOf(Strand strand)
        => strand.NextPoll is { } poll && (strand.Operation.DueAt is not { } due || poll < due) ? poll : strand.Operation.DueAt;

    /// <summary>Asks the store for what the strand waits for.</summary>
    private ValueTask LookAsync(Strand strand) => strand.Command.Kind switch
    {
        FlowCommandKind.Gate => LookForDecisionAsync(strand),
        FlowCommandKind.Signal => LookForSignalAsync(strand),
        FlowCommandKind.Child => LookForChildAsync(strand),
        FlowCommandKind.FanOut => LookForItemsAsync(strand),
        FlowCommandKind.Step => LookForCommittedAsync(strand),
        _ => default,
    };

    /// <summary>The moment has come for which a strand waits.</summary>
    private void OnDue(Strand strand)
    {
        switch (strand.Command.Kind)
        {
            case FlowCommandKind.Gate when strand.Operation.DueAt <= Now:
                TimeOutGate(strand);
                break;
            case FlowCommandKind.Gate:
                StartBody(strand);
                break;
            case FlowCommandKind.Signal:
                FailWith(strand, StepStatus.TimedOut, FailureTypes.Timeout, $"No message came within {strand.Node.Timeout}.");
                break;
            case FlowCommandKind.Timer:
                EndTimer(strand);
                GoOn(strand);
                break;
            default:
                strand.Phase = StrandPhase.Standing;
                break;
        }
    }

    /// <summary>A cancel reaches an operation that waits or was not begun: what it has set going outside is cancelled too.</summary>
    private async ValueTask BreakOffAsync(Strand strand)
    {
        var reason = strand.Cancel?.Type ?? FailureTypes.ParentCancelled;
        if (strand.Command.Kind == FlowCommandKind.Child && strand.Node.OnParentCancel == OnParentCancel.Cancel)
        {
            if (strand.Child is null && strand.Operation.Row == StepStatus.Waiting) await LearnChildAsync(strand).ConfigureAwait(false);
            if (strand.Child is { } child) _draft.Commit.CancelledChildren.Add(new(child, reason));
        }
        if (strand.Command.Kind == FlowCommandKind.FanOut && strand.Operation.Row is not null)
            _draft.Commit.BrokenFanOuts.Add(new(strand.Node.Id, strand.Operation.Path, strand.Operation.Attempt));
        DeliverCancel(strand);
        strand.Phase = StrandPhase.Advancing;
    }

    private async ValueTask LookForSignalAsync(Strand strand)
    {
        var signal = await _engine.Store.GetNextSignalAsync(RunId, strand.Node.StepId).ConfigureAwait(false);
        foreach (var former in strand.Node.FormerStepIds)
        {
            // What was sent under a former id is taken in its turn.
            if (await _engine.Store.GetNextSignalAsync(RunId, former).ConfigureAwait(false) is { } earlier && !(earlier.Number > signal?.Number)) signal = earlier;
        }
        if (signal is null) return;
        // It is taken already, by the commit that is about to be made: the next look is behind that, and before the run is let go.
        if (_draft.Commit.TakenSignals.Contains(signal.Number))
        {
            _looksBehindCommit = true;
            return;
        }
        _draft.Commit.TakenSignals.Add(signal.Number);
        Receive(strand, signal.Signal.Payload);
    }

    /// <summary>Takes a message or a child's result over as the operation's result.</summary>
    private void Receive(Strand strand, ReadOnlyMemory<byte> json)
    {
        try
        {
            if (!json.IsEmpty)
            {
                var reader = StoredJson.Open(json.Span);
                strand.Frame.ReadResult(ref reader, strand.Command.Node);
            }
            var output = ResultOf(strand);
            EndOperation(strand, StepStatus.Completed).Output = output;
        }
        // What came is of another form than the flow expects; the exception's type is that of whatever reader met it.
        catch (Exception e)
        {
            FailWith(strand, StepStatus.Failed, Failure.NameOf(e), e.Message);
        }
    }

    private void AddWaitingRow(Strand strand, TimeSpan? timeout, GateRow? gate = null, RunId? child = null, ReadOnlyMemory<byte> output = default)
    {
        ref var operation = ref strand.Operation;
        operation.StartedAt = Now;
        operation.DueAt = operation.StartedAt + timeout;
        operation.Row = StepStatus.Waiting;
        ref var row = ref AddRow(strand, StepStatus.Waiting);
        (row.Gate, row.ChildRun, row.Output) = (gate, child, output);
    }

    private static bool Wait(Strand strand, bool mustLook)
    {
        (strand.Phase, strand.MustLook) = (StrandPhase.Waiting, mustLook);
        return true;
    }

    private static bool GoOn(Strand strand)
    {
        strand.Phase = StrandPhase.Advancing;
        return true;
    }

    /// <summary>Adds the row that ends a strand's operation; good until the next is added.</summary>
    private ref StepWrite EndOperation(Strand strand, StepStatus status)
    {
        ref var row = ref AddRow(strand, status);
        if (status is StepStatus.Completed or StepStatus.Skipped) ForgetSaved(strand);
        EndSegmentAt(strand, row.EndedAt!.Value);
        GoOn(strand);
        return ref row;
    }

    /// <summary>The operation has failed for good: the flow sees it.</summary>
    private bool FailWith(Strand strand, StepStatus status, string type, string message)
        => FailWith(strand, status, new Failure
        {
            Kind = FailureKind.Step,
            Type = type,
            Message = message,
            StepId = strand.Node.Id,
            Attempts = strand.Operation.Attempt,
        });

    private bool FailWith(Strand strand, StepStatus status, Failure failure)
    {
        if (strand.Operation.StartedAt == default) strand.Operation.StartedAt = Now;
        ref var row = ref EndOperation(strand, status);
        (row.Error, row.ErrorType) = (failure.Message, failure.Type);
        Raise(strand, failure);
        return true;
    }

    private bool Fault(Strand strand, Failure failure)
        => strand.Operation.Row is null ? RaiseAt(strand, failure) : FailWith(strand, StepStatus.Failed, failure);

    private static bool RaiseAt(Strand strand, Failure failure)
    {
        Raise(strand, failure);
        return GoOn(strand);
    }
}
