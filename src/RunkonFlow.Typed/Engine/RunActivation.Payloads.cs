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
    /// What the flow holds cannot be stored, so it cannot go on, not even into its finalizers: the run fails where it was stored
    /// last, with what had ended by then. Always false, the activation is over.
    /// </summary>
    private async ValueTask<bool> FailUnstorableAsync(Exception cause)
    {
        var commit = _draft.Commit;
        commit.Steps.RemoveAll(static row => !row.Status.IsTerminal());
        commit.Limits.Clear();
        commit.Children.Clear();
        commit.FanOuts.Clear();
        _frameIsStored = true;
        var failure = Failure.From(cause);
        _draft.WriteFailure(failure);
        if (_isCancelling) commit.FinalizerError = failure.ToString();
        if (!await CommitAsync(_isCancelling ? RunStatus.Cancelled : RunStatus.Failed, releases: true).ConfigureAwait(false)) return false;
        HasEnded = true;
        _engine.Endings.Notify(RunId);
        return false;
    }
}
