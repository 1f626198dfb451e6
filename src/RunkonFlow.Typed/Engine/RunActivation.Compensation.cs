using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Engine;

/// <summary>A run that fails or is cancelled undoes its completed steps, in the reverse of the order in which they were begun.</summary>
internal sealed partial class RunActivation
{
    /// <summary>A worker was lost among the compensations: how the flow ended stands with the run.</summary>
    private async ValueTask ResumeCompensationsAsync()
    {
        var json = StoredJson.Open(Claim.Failure.Span);
        await EndAsync(Failure.Read(ref json)).ConfigureAwait(false);
    }

    /// <summary>Runs the compensations that have not run; false when the activation is over.</summary>
    private async ValueTask<bool> CompensateAsync(Failure outcome)
    {
        if (!_workflow.HasCompensations || _itemNode > 0) return true;
        _isCompensating = true;
        _finalizersDueAt ??= Now + _workflow.Definition.FinalizerTimeout;
        // What has completed must stand in the store before it can be found there.
        _draft.WriteFailure(outcome);
        if (!await CommitAsync(ActiveStatus).ConfigureAwait(false)) return false;

        var entries = CompensationFrame.EntriesOf(_workflow.Definition, await _engine.Store.GetStepsAsync(RunId).ConfigureAwait(false));
        _undo = new(_workflow.Machine, _instance, entries);
        var strand = new Strand(_engine.Time, _engine.Options.StepGrace);
        strand.Open(_undo, _undo.Nodes, RunId, Claim.DryRun);
        Attend(strand);
        _current = strand;
        while (true)
        {
            Advance(strand);
            if (strand.Command.Kind == FlowCommandKind.Return) break;
            var open = OperationState.Resume(Claim.OpenSteps, strand.Node, strand.Path, _position - 1);
            if (open.Row is not null) strand.Operation = open;
            if (!await StepAsync(strand).ConfigureAwait(false)) return false;
        }
        _leftABodyBehind |= strand.Attempt.LeftABodyBehind;
        _current = _root;
        return true;
    }
}
