using System.Runtime.CompilerServices;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Steps: attempts, retries, and what an attempt's end means.</summary>
internal sealed partial class RunActivation
{
    /// <summary>Executes the step at which the flow stands until its last attempt; false when the activation is over.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> StepAsync(Strand strand)
    {
        var node = strand.Node;
        if (node.IsTransactional && strand.IsResumed && await TakeCommittedAsync(strand).ConfigureAwait(false)) return true;
        if (strand.Operation.WasInterrupted && CloseInterrupted(strand)) return true;
        while (true)
        {
            if (!IsReady(strand) && !await ReadyAsync(strand).ConfigureAwait(false)) return false;
            if (IsCancelDue(strand)) return await DeliverCancelAsync(strand).ConfigureAwait(false);
            if (IsLeftOut(strand)) return LeaveOut(strand);
            if (NeedsStart(strand))
            {
                BeginAttempt(strand);
                if (!await CommitAsync(ActiveStatus).ConfigureAwait(false)) return false;
                continue;
            }

            var made = node.IsTransactional ? await TransactAsync(strand).ConfigureAwait(false) : await RunBodyAsync(strand).ConfigureAwait(false);
            if (made is not { } end)
            {
                CloseInterrupted(strand);
                continue;
            }
            strand.Scope.End();
            if (strand.Scope.HasReached) await EndSavesAsync().ConfigureAwait(false);
            switch (end)
            {
                case AttemptEnd.Completed:
                    if (node.IsTransactional || Complete(strand)) return true;
                    break;
                case AttemptEnd.Failed or AttemptEnd.TimedOut:
                    break;
                case AttemptEnd.Cancelled:
                    strand.Operation.Row ??= StepStatus.Running;
                    return await DeliverCancelAsync(strand).ConfigureAwait(false);
                case AttemptEnd.Stopped:
                    await ReleaseAsync().ConfigureAwait(false);
                    return false;
                case AttemptEnd.LeaseLost:
                    return false;
            }
            if (!Retries(strand, end)) return true;
        }
    }

    private ValueTask<AttemptEnd> RunBodyAsync(Strand strand)
    {
        BeginScope(strand);
        return RunBodyInScopeAsync(strand);
    }

    private ValueTask<AttemptEnd> RunBodyInScopeAsync(Strand strand)
        => Telemetry.IsWatched ? RunBodyWatchedAsync(strand) : RunBodyUnwatchedAsync(strand);

    private async ValueTask<AttemptEnd> RunBodyWatchedAsync(Strand strand)
    {
        var node = strand.Node;
        using var span = Telemetry.StartAttempt(Claim.WorkflowName, node.Id, strand.Operation.Attempt);
        var begun = _engine.Time.GetTimestamp();
        var end = await RunBodyUnwatchedAsync(strand).ConfigureAwait(false);
        Telemetry.EndAttempt(span, Claim.WorkflowName, node.StepId, end, strand.Attempt.Error, _engine.Time.GetElapsedTime(begun));
        return end;
    }

    private ValueTask<AttemptEnd> RunBodyUnwatchedAsync(Strand strand)
    {
        var node = strand.Node;
        if (_engine.Bodies is { } bodies) strand.Attempt.StandIn = bodies(Claim.WorkflowName, node, new(strand.Scope));
        return strand.Attempt.RunAsync(strand.Frame, strand.Command.Node, new StepContext(strand.Scope), TimeLeft(node), IsBeyondCancel(strand));
    }

    /// <summary>A dry run leaves out a step that changes the world outside and has no substitute.</summary>
    private bool IsLeftOut(Strand strand) => Claim.DryRun && strand.Node.DryRun == DryRunMode.Skip;

    private bool LeaveOut(Strand strand)
    {
        EndOperation(strand, StepStatus.Skipped).Notes = "Left out by the dry run.";
        return true;
    }

    /// <summary>Begins the attempt in the next commit, together with whatever else waits for it.</summary>
    private void BeginAttempt(Strand strand)
    {
        ref var operation = ref strand.Operation;
        strand.RowBefore = operation.Row;
        operation.StartedAt = Now;
        // At most once: the call must come after a commit that says so and nothing else.
        var announces = strand.Node.AtMostOnce && operation.Row is null && _draft.HasRows;
        operation.Row = announces ? StepStatus.Pending : StepStatus.Running;
        operation.DueAt = announces ? null : operation.StartedAt + strand.Node.Timeout;
        AddRow(strand, operation.Row.Value);
        if (!announces) AskForPermits(strand);
    }

    /// <summary>
    /// Whether a commit must come before the attempt: the operation before waits to be committed, arguments must not be
    /// evaluated again, or the attempt's row says something else.
    /// </summary>
    private bool NeedsStart(Strand strand)
    {
        ref var operation = ref strand.Operation;
        if (operation.Row == StepStatus.Running) return false;
        var isDurable = _workflow.Definition.Durability == Durability.Step;
        if (strand.Node.AtMostOnce || strand.Node.IsTransactional || operation.Row == StepStatus.Pending) return true;
        if (isDurable && operation.Row is null && KeepsFrames(strand)) return true;
        if (isDurable && (operation.Row is not null || _draft.HasRows || !(strand.Node.ArgumentsArePlain || _frameIsStored))) return true;
        operation.StartedAt = Now;
        return false;
    }

    private bool Complete(Strand strand)
    {
        ReadOnlyMemory<byte> output;
        try
        {
            output = ResultOf(strand);
        }
        catch (Exception e)
        {
            strand.Attempt.Fail(e);
            return false;
        }
        ref var row = ref AddRow(strand, StepStatus.Completed);
        row.Output = output;
        strand.Operation.Row = StepStatus.Completed;
        ForgetSaved(strand);
        EndSegmentAt(strand, row.EndedAt!.Value);
        return true;
    }

    /// <summary>Records a failed attempt at a step; true when another follows, else the failure stands in the flow.</summary>
    private bool Retries(Strand strand, AttemptEnd end)
    {
        if (end != AttemptEnd.TimedOut)
            return Retries(strand, StepStatus.Failed, strand.Attempt.Error!, Failure.NameOf(strand.Attempt.Error!), strand.Attempt.Error!.Message);
        var error = new TimeoutException($"No end within {strand.Node.Timeout ?? _engine.Options.StepGrace}.", strand.Attempt.Error);
        return Retries(strand, StepStatus.TimedOut, error, FailureTypes.Timeout, error.Message);
    }

    private bool Retries(Strand strand, StepStatus status, Exception error, string type, string message)
    {
        var node = strand.Node;
        ref var operation = ref strand.Operation;
        ref var row = ref AddRow(strand, status);
        (row.Error, row.ErrorType) = (message, type);
        var ended = row.EndedAt!.Value;

        var counted = operation.Attempt - operation.Uncounted;
        // A step that no dry run can make does not become one by being tried again.
        var isFinal = node.AtMostOnce || error is NoDryRunException || IsCancelDue(strand) || FinalizersAreOver(node);
        var rule = isFinal ? null : node.Retry.RuleFor(error);
        if (rule is null || counted >= rule.MaxAttempts)
        {
            EndSegmentAt(strand, ended);
            Raise(strand, new Failure
            {
                Kind = FailureKind.Step,
                Type = type,
                Message = message,
                StepId = node.Id,
                Attempts = counted,
                Stack = Failure.StackOf(error),
            });
            return false;
        }
        var due = ended + rule.PauseAfter(counted, Random.Shared.NextDouble());
        operation = OperationState.New(operation.Position, operation.Path) with { Attempt = operation.Attempt + 1, Uncounted = operation.Uncounted };
        if (due <= ended) return true;
        (operation.Row, operation.DueAt) = (StepStatus.Waiting, due);
        AddRow(strand, StepStatus.Waiting);
        return true;
    }

    /// <summary>An attempt was under way when its worker was lost. True when it may not be repeated, so the flow sees it fail.</summary>
    private bool CloseInterrupted(Strand strand)
    {
        var node = strand.Node;
        ref var operation = ref strand.Operation;
        ref var row = ref AddRow(strand, StepStatus.Failed);
        row.ErrorType = node.AtMostOnce ? FailureTypes.OutcomeUnknown : FailureTypes.Interrupted;
        row.Error = node.AtMostOnce
            ? "The worker was lost during the only attempt; whether it took effect is not known."
            : "The worker was lost during the attempt; it is repeated.";
        if (node.AtMostOnce)
        {
            EndSegmentAt(strand, row.EndedAt!.Value);
            Raise(strand, new Failure { Kind = FailureKind.Step, Type = row.ErrorType, Message = row.Error, StepId = node.Id, Attempts = 1 });
            return true;
        }
        var uncounted = operation.Uncounted + 1;
        operation = OperationState.New(operation.Position, operation.Path) with { Attempt = operation.Attempt + 1, Uncounted = uncounted };
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
