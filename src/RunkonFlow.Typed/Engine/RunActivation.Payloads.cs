using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Values that are too large, or that cannot be written, fail what has made them, and never the worker.</summary>
internal sealed partial class RunActivation
{
    /// <summary>The result that the operation of a strand has just stored, as JSON.</summary>
    private ReadOnlyMemory<byte> ResultOf(Strand strand)
    {
        var output = _draft.WriteResult(strand.Frame, strand.Command.Node);
        return output.Length <= _engine.Options.MaxPayloadBytes ? output : throw TooLarge($"The result of '{strand.Node.Id}'", output.Length);
    }

    private void RequireSmall(IReadOnlyList<FanOutItemStart> items, Strand strand)
    {
        foreach (var item in items)
            if (Math.Max(item.Item.Length, item.Input.Length) is var bytes && bytes > _engine.Options.MaxPayloadBytes)
                throw TooLarge($"Item '{item.Key}' of '{strand.Node.Id}'", bytes);
    }

    private PayloadTooLargeException TooLarge(string what, int bytes) => new(what, bytes, _engine.Options.MaxPayloadBytes);

    /// <summary>Writes what the flow has returned; the failure of a run whose result cannot be stored, or null.</summary>
    private Failure? OutputFault()
    {
        try
        {
            WriteOutput();
            if (_draft.Commit.Output.Length > _engine.Options.MaxPayloadBytes) throw TooLarge($"The result of workflow '{Claim.WorkflowName}'", _draft.Commit.Output.Length);
            return null;
        }
        catch (Exception e)
        {
            _draft.Commit.Output = default;
            return Failure.From(e);
        }
    }

    /// <summary>
    /// What the flow holds cannot be stored. The flow sees a fault at the operation that it has reached, so that its finalizers
    /// run. If those hold the same value, they run from where the run was stored last. Where that is of no help either, the run
    /// fails there, with what had ended by then. Always false; whether the flow goes on, <see cref="TakeFault"/> says.
    /// </summary>
    private async ValueTask<bool> OnUnstorableAsync(Exception cause)
    {
        DropWhatBegan();
        var failure = Failure.From(Named(cause));
        switch (_unstorableFrames++)
        {
            case 0:
                break;
            case 1 when await ReturnToStoredFrameAsync().ConfigureAwait(false):
                break;
            default:
                return await EndUnstorableAsync(failure).ConfigureAwait(false);
        }
        _root.Branches = null;
        Raise(_root, failure);
        _hasFault = true;
        return false;
    }

    /// <summary>Whether the flow has a failure to see, although its last commit could not be made; asked once.</summary>
    private bool TakeFault()
    {
        var had = _hasFault;
        _hasFault = false;
        return had;
    }

    /// <summary>What was to begin with the commit has not; what has ended by then goes with the next one.</summary>
    private void DropWhatBegan()
    {
        var commit = _draft.Commit;
        commit.Steps.RemoveAll(static row => !row.Status.IsTerminal());
        commit.Limits.Clear();
        commit.Children.Clear();
        commit.FanOuts.Clear();
    }

    /// <summary>Says which local it was: the frame's writer stands behind its name.</summary>
    private Exception Named(Exception cause)
    {
        if (cause is not PayloadTooLargeException large || _draft.LastName is not { } name) return cause;
        // A local that only one operation assigns is stored under that one's id.
        var what = _workflow.Definition.Nodes.Any(node => node.Id == name) ? $"What the flow keeps of the result of '{name}'" : $"Local '{name}'";
        return new PayloadTooLargeException($"{what} ({large.What}), held across '{_root.Node.Id}',", large.Bytes, large.Limit);
    }

    /// <summary>Takes the flow back to the operation at which it was stored last; false when it never was, or stands at none there.</summary>
    private async ValueTask<bool> ReturnToStoredFrameAsync()
    {
        if (await _engine.Store.GetRunAsync(RunId).ConfigureAwait(false) is not { Frame.IsEmpty: false } run) return false;
        Claim.Frame = run.Frame;
        Claim.Values.Clear();
        Claim.Values.AddRange(await _engine.Store.GetFrameValuesAsync(RunId).ConfigureAwait(false));
        OpenFrame();
        ReadFrame();
        if (_root.Frame.Node == 0) return false;
        _root.Command = new(CommandOf(_root.Nodes[_root.Frame.Node].Kind), _root.Frame.Node);
        _root.Operation = OperationState.New(_position, _root.Path);
        return true;
    }

    private async ValueTask<bool> EndUnstorableAsync(Failure failure)
    {
        _frameIsStored = true;
        _draft.WriteFailure(failure);
        if (_isCancelling) _draft.Commit.FinalizerError = failure.ToString();
        if (!await CommitAsync(_isCancelling ? RunStatus.Cancelled : RunStatus.Failed, releases: true).ConfigureAwait(false)) return false;
        HasEnded = true;
        _engine.Endings.Notify(RunId);
        return false;
    }
}
