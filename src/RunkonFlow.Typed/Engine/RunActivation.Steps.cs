using System.Runtime.CompilerServices;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Steps: attempts, retries, and what an attempt's end means.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Executes the step at a node until its last attempt; false when the activation is over.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> StepAsync(int index)
    {
        var node = _workflow.Definition.Nodes[index];
        if (_operation.WasInterrupted && CloseInterrupted(node)) return true;
        while (true)
        {
            if (!IsReady && !await ReadyAsync(node).ConfigureAwait(false)) return false;
            if (IsCancelDue(node)) return DeliverCancel(node);
            if (NeedsStart(node))
            {
                if (!await StartAsync(node).ConfigureAwait(false)) return false;
                continue;
            }

            _scope.Begin(node.Id, _operation.Path, _operation.Attempt);
            var end = await _attempt.RunAsync(_frame, index, new StepContext(_scope), TimeLeft(node), node.IsInFinalizer).ConfigureAwait(false);
            switch (end)
            {
                case AttemptEnd.Completed:
                    if (Complete(node, index)) return true;
                    break;
                case AttemptEnd.Failed or AttemptEnd.TimedOut:
                    break;
                case AttemptEnd.Cancelled:
                    _operation.Row ??= StepStatus.Running;
                    return DeliverCancel(node);
                case AttemptEnd.Stopped:
                    await ReleaseAsync(node).ConfigureAwait(false);
                    return false;
                case AttemptEnd.LeaseLost:
                    return false;
            }
            if (!Retries(node, end)) return true;
        }
    }

    /// <summary>Begins the attempt in the store: together with whatever waits to be committed.</summary>
    private ValueTask<bool> StartAsync(NodeDefinition node)
    {
        _operation.StartedAt = Now;
        // At most once: the call must come after a commit that says so and nothing else.
        var announces = node.AtMostOnce && _operation.Row is null && _draft.HasRows;
        _operation.Row = announces ? StepStatus.Pending : StepStatus.Running;
        _operation.DueAt = announces ? null : _operation.StartedAt + node.Timeout;
        AddRow(node, _operation.Row.Value);
        return CommitAsync(ActiveStatus);
    }

    /// <summary>
    /// Whether a commit must come before the attempt: the operation before waits to be committed, arguments must not be
    /// evaluated again, or the attempt's row says something else.
    /// </summary>
    private bool NeedsStart(NodeDefinition node)
    {
        if (_operation.Row == StepStatus.Running) return false;
        var isDurable = _workflow.Definition.Durability == Durability.Step;
        if (node.AtMostOnce || _operation.Row == StepStatus.Pending) return true;
        if (isDurable && (_operation.Row is not null || _draft.HasRows || !(node.ArgumentsArePlain || _frameIsStored))) return true;
        _operation.StartedAt = Now;
        return false;
    }

    private bool Complete(NodeDefinition node, int index)
    {
        ReadOnlyMemory<byte> output;
        try
        {
            output = _draft.WriteResult(_frame, index);
        }
        catch (Exception e)
        {
            _attempt.Fail(e);
            return false;
        }
        ref var row = ref AddRow(node, StepStatus.Completed);
        row.Output = output;
        EndSegmentAt(row.EndedAt!.Value);
        return true;
    }

    /// <summary>Records a failed attempt; true when another follows, else the failure stands in the flow.</summary>
    private bool Retries(NodeDefinition node, AttemptEnd end)
    {
        var error = end == AttemptEnd.TimedOut
            ? new TimeoutException($"No end within {node.Timeout ?? _engine.Options.StepGrace}.", _attempt.Error)
            : _attempt.Error!;
        var type = end == AttemptEnd.TimedOut ? FailureTypes.Timeout : Failure.NameOf(error);
        ref var row = ref AddRow(node, end == AttemptEnd.TimedOut ? StepStatus.TimedOut : StepStatus.Failed);
        (row.Error, row.ErrorType) = (error.Message, type);
        var ended = row.EndedAt!.Value;

        var counted = _operation.Attempt - _operation.Uncounted;
        var rule = node.AtMostOnce || IsCancelDue(node) || FinalizersAreOver(node) ? null : node.Retry.RuleFor(error);
        if (rule is null || counted >= rule.MaxAttempts)
        {
            EndSegmentAt(ended);
            Raise(new Failure
            {
                Kind = FailureKind.Step,
                Type = type,
                Message = error.Message,
                StepId = node.Id,
                Attempts = counted,
                Stack = Failure.StackOf(error),
            });
            return false;
        }
        var due = ended + rule.PauseAfter(counted, Random.Shared.NextDouble());
        var uncounted = _operation.Uncounted;
        _operation = OperationState.New(_operation.Position, _operation.Path) with { Attempt = _operation.Attempt + 1, Uncounted = uncounted };
        if (due <= ended) return true;
        (_operation.Row, _operation.DueAt) = (StepStatus.Waiting, due);
        AddRow(node, StepStatus.Waiting);
        return true;
    }

    /// <summary>An attempt was under way when its worker was lost. True when it may not be repeated, so the flow sees it fail.</summary>
    private bool CloseInterrupted(NodeDefinition node)
    {
        ref var row = ref AddRow(node, StepStatus.Failed);
        row.ErrorType = node.AtMostOnce ? FailureTypes.OutcomeUnknown : FailureTypes.Interrupted;
        row.Error = node.AtMostOnce
            ? "The worker was lost during the only attempt; whether it took effect is not known."
            : "The worker was lost during the attempt; it is repeated.";
        if (node.AtMostOnce)
        {
            EndSegmentAt(row.EndedAt!.Value);
            Raise(new Failure { Kind = FailureKind.Step, Type = row.ErrorType, Message = row.Error, StepId = node.Id, Attempts = 1 });
            return true;
        }
        var uncounted = _operation.Uncounted + 1;
        _operation = OperationState.New(_operation.Position, _operation.Path) with { Attempt = _operation.Attempt + 1, Uncounted = uncounted };
        return false;
    }

    /// <summary>The attempt's time: the step's own limit, within the finalizers' budget where it is one of them.</summary>
    private TimeSpan? TimeLeft(NodeDefinition node)
    {
        if (!node.IsInFinalizer || _finalizersDueAt is not { } budgetEnds) return node.Timeout;
        var budget = budgetEnds - Now;
        if (budget < TimeSpan.Zero) budget = TimeSpan.Zero;
        return node.Timeout < budget ? node.Timeout : budget;
    }

    private bool FinalizersAreOver(NodeDefinition node) => node.IsInFinalizer && _finalizersDueAt <= Now;
}
