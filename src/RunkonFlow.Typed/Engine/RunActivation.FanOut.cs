using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Fan-out: the items go to the store at once, which hands them out; this run is woken when all have ended.</summary>
internal sealed partial class RunActivation
{
    private bool BeginFanOut(Strand strand)
    {
        if (strand.Operation.Row is not null) return Wait(strand, mustLook: true);
        // An operator retries a fan-out that failed: its items are stored, and the row of the attempt before has its policy.
        if (strand.Operation.Attempt > 1) return Wait(strand, mustLook: true);
        var request = strand.Frame.FanOutOf(strand.Command.Node);
        if (FanOutPlan.FaultOf(request) is { } fault) return FailWith(strand, StepStatus.Failed, FailureTypes.Dependencies, fault);
        var workflow = request.Child?.Definition ?? _workflow.Definition;
        var policy = new FanOutPolicy(request.MaxParallel, request.OnFailure, request.MinSuccess, workflow.Id, workflow.Version, request.Child is not null);
        if (request.Count == 0) return Collect(strand, policy, []);
        var items = FanOutPlan.ItemsOf(request, _draft, _engine.Time);
        RequireSmall(items, strand);
        AddWaitingRow(strand, timeout: null, output: _draft.Write(policy, static (json, policy) => policy.Write(json)));
        _draft.Commit.FanOuts.Add(StartOf(strand, policy, workflow.Title, items));
        return Wait(strand, mustLook: false);
    }

    private static FanOutStart StartOf(Strand strand, FanOutPolicy policy, string title, IReadOnlyList<FanOutItemStart> items) => new()
    {
        NodeId = strand.Node.Id,
        Path = strand.Operation.Path,
        Attempt = strand.Operation.Attempt,
        PreviousAttempt = items.Count == 0 ? strand.Operation.Attempt - 1 : 0,
        MaxParallel = policy.MaxParallel,
        OnFailure = policy.OnFailure,
        WorkflowName = policy.Workflow,
        WorkflowVersion = policy.Version,
        WorkflowTitle = title,
        ItemNode = policy.IsChild ? "" : strand.Node.Id,
        Items = items,
    };

    private async ValueTask LookForItemsAsync(Strand strand)
    {
        var row = await _engine.Store.GetLatestStepAsync(RunId, strand.Node.Id, strand.Operation.Path).ConfigureAwait(false);
        var policy = FanOutPolicy.Read(row!.StructuredOutput!);
        if (strand.Operation.Row is null)
        {
            AddWaitingRow(strand, timeout: null, output: _draft.Write(policy, static (json, policy) => policy.Write(json)));
            _draft.Commit.FanOuts.Add(StartOf(strand, policy, policy.Workflow, []));
            return;
        }
        if (row.Items is not { IsOver: true }) return;
        var key = new StepRef(strand.Node.Id, strand.Operation.Path, strand.Operation.Attempt);
        Collect(strand, policy, await _engine.Store.GetOutcomesAsync(RunId, key).ConfigureAwait(false));
    }

    private bool Collect(Strand strand, FanOutPolicy policy, IReadOnlyList<StoredOutcome> outcomes)
    {
        if (policy.FaultOf(outcomes) is { } fault) return FailFanOut(strand, policy, FailureTypes.ItemsFailed, fault);
        try
        {
            strand.Frame.SetOutcomes(strand.Command.Node, outcomes);
        }
        // A stored result is of another form than the flow expects; the exception's type is that of whatever reader met it.
        catch (Exception e)
        {
            return FailFanOut(strand, policy, Failure.NameOf(e), e.Message);
        }
        if (strand.Operation.StartedAt == default) strand.Operation.StartedAt = Now;
        EndOperation(strand, StepStatus.Completed).Output = _draft.Write(policy, static (json, policy) => policy.Write(json));
        return true;
    }

    private bool FailFanOut(Strand strand, FanOutPolicy policy, string type, string message)
    {
        ref var row = ref EndOperation(strand, StepStatus.Failed);
        (row.Error, row.ErrorType) = (message, type);
        row.Output = _draft.Write(policy, static (json, policy) => policy.Write(json));
        Raise(strand, new() { Kind = FailureKind.Step, Type = type, Message = message, StepId = strand.Node.Id, Attempts = strand.Operation.Attempt });
        return true;
    }
}
