using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// What steps save on their way, and how far they say they are. A body of a flow's own line commits by itself: its run does
/// nothing else meanwhile. A branch's waits for the run's turn and rides with whatever else is committed there.
/// </summary>
internal sealed partial class RunActivation
{
    private readonly List<SavedProgress> _saved = [];
    private readonly List<SaveRequest> _saving = [];
    private RunCommit? _saveCommit;
    private SemaphoreSlim? _saveTurn;

    private void LoadSaved()
    {
        _saved.Clear();
        // The claim's own bytes are good until the first commit.
        foreach (var saved in Claim.Progress)
        {
            StoredJson.Open(saved.Json.Span);
            _saved.Add(saved with { Json = saved.Json.ToArray() });
        }
    }

    /// <summary>Lets the bodies of a strand's steps save.</summary>
    private void Attend(Strand strand)
    {
        strand.Scope.Save = (stamp, json) => SaveAsync(strand, stamp, json);
        strand.Scope.Report = stamp => Report(strand, stamp);
    }

    private void BeginScope(Strand strand)
    {
        strand.Scope.Begin(strand.Node.Id, strand.Operation.Path, strand.Operation.Attempt);
        strand.Scope.Epoch = Claim.Epoch;
        strand.Scope.Json = _workflow.Machine.Json;
        strand.LastReport = _engine.Time.GetTimestamp();
        var known = _saved.Count == 0 ? -1 : IndexOfSaved(strand);
        if (known >= 0) strand.Scope.Saved = _saved[known].Json;
    }

    private int IndexOfSaved(Strand strand)
        => _saved.FindIndex(one => one.NodeId == strand.Node.Id && one.Path == strand.Operation.Path);

    private Task SaveAsync(Strand strand, int stamp, ReadOnlyMemory<byte> json)
    {
        if (json.Length > _engine.Options.MaxPayloadBytes)
            throw new PayloadTooLargeException($"What step '{strand.Node.Id}' saves", json.Length, _engine.Options.MaxPayloadBytes);
        var request = new SaveRequest(stamp, json);
        Take(strand, request);
        return request.Done;
    }

    private void Report(Strand strand, int stamp)
    {
        if (strand.Node.Kind != NodeKind.Step || _workflow.Definition.Durability != Durability.Step) return;
        var now = _engine.Time.GetTimestamp();
        if (_engine.Time.GetElapsedTime(strand.LastReport, now) < _engine.Options.ProgressInterval) return;
        strand.LastReport = now;
        Take(strand, new(stamp, default));
    }

    private void Take(Strand strand, SaveRequest request)
    {
        strand.Scope.Reach();
        if (_isOperating) _turns.Save(strand, request);
        else _ = SaveAloneAsync(strand, request);
    }

    /// <summary>The body of the only strand saves, while the run waits for it.</summary>
    private async Task SaveAloneAsync(Strand strand, SaveRequest request)
    {
        var turn = LazyInitializer.EnsureInitialized(ref _saveTurn, static () => new(1))!;
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (strand.Scope.Stamp != request.Stamp || !await CommitAloneAsync(strand, request).ConfigureAwait(false))
            {
                request.Refuse();
                return;
            }
            Keep(strand, request);
            request.Complete();
        }
        catch (Exception e)
        {
            Log.CommitFailed(_engine.Logger, e, RunId);
            request.Refuse();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A commit of its own, beside the draft: neither the frame, which the body may be about to change, nor what waits there goes with it.</summary>
    private async Task<bool> CommitAloneAsync(Strand strand, SaveRequest request)
    {
        if (_workflow.Definition.Durability == Durability.None) return true;
        if (_stop == StopCause.LeaseLost) return false;
        var commit = CommitOfItsOwn(ref _saveCommit, strand);
        if (request.Json.IsEmpty) ShowProgress(strand, commit);
        else commit.Progress.Add(new(strand.Node.Id, strand.Operation.Path, request.Json));
        if (await SendUntilAnsweredAsync(commit).ConfigureAwait(false) is not { IsApplied: true } result)
        {
            Note(StopCause.LeaseLost);
            strand.Attempt.Stop(StopCause.LeaseLost);
            return false;
        }
        if (request.Json.IsEmpty) strand.Operation.Row = StepStatus.Running;
        (_status, _sequence, _knownInbox) = (commit.Status, result.Sequence, result.InboxSequence);
        Heed(result.Requests);
        if (_stop != StopCause.None) strand.Attempt.Stop(_stop);
        return true;
    }

    private RunCommit CommitOfItsOwn(ref RunCommit? commit, Strand strand)
    {
        commit ??= new();
        commit.Clear();
        (commit.RunId, commit.Generation, commit.Sequence, commit.Status, commit.SeenInbox) = (RunId, Claim.Generation, _sequence, ActiveStatus, _seenInbox);
        (commit.FinalizersDueAt, commit.AtNode) = (_finalizersDueAt, strand.Node.Id);
        commit.IsFinalizing = _isCompensating || (!_isCancelling && _root.Frame.Pending is not null);
        return commit;
    }

    private void ShowProgress(Strand strand, RunCommit commit)
    {
        commit.Steps.Add(default);
        Fill(strand, StepStatus.Running, ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(commit.Steps)[^1]);
    }

    /// <summary>The body has ended, or was given up: what it saves is no longer under way, and nothing follows.</summary>
    private async ValueTask EndSavesAsync()
    {
        var turn = LazyInitializer.EnsureInitialized(ref _saveTurn, static () => new(1))!;
        await turn.WaitAsync().ConfigureAwait(false);
        turn.Release();
    }

    /// <summary>On the run's turn: what a branch saves goes into the draft.</summary>
    private void TakeSave(Strand strand, SaveRequest request)
    {
        if (strand.Scope.Stamp != request.Stamp || strand.Body is null)
        {
            request.Refuse();
            return;
        }
        if (request.Json.IsEmpty)
        {
            AddRow(strand, StepStatus.Running);
            request.Complete();
            return;
        }
        DraftSaved(new(strand.Node.Id, strand.Operation.Path, request.Json));
        Keep(strand, request);
        _saving.Add(request);
    }

    /// <summary>The draft is committed, or will not be: those who save in it are told.</summary>
    private void AnswerSaves(bool isApplied)
    {
        foreach (var request in _saving)
        {
            if (isApplied) request.Complete();
            else request.Refuse();
        }
        _saving.Clear();
    }

    private void Keep(Strand strand, SaveRequest request)
    {
        if (request.Json.IsEmpty) return;
        strand.Scope.Saved = request.Json;
        var saved = new SavedProgress(strand.Node.Id, strand.Operation.Path, request.Json);
        var known = IndexOfSaved(strand);
        if (known >= 0) _saved[known] = saved;
        else _saved.Add(saved);
    }

    /// <summary>The operation has ended: what it has saved goes with its last row.</summary>
    private void ForgetSaved(Strand strand)
    {
        if (_saved.Count > 0) ForgetSaved(strand.Node.Id, strand.Operation.Path);
    }

    /// <summary>A failure that ends the run leaves it, so that an operator's retry goes on from there.</summary>
    private void ForgetSaved(string nodeId, IterationPath path)
    {
        if (_saved.RemoveAll(one => one.NodeId == nodeId && one.Path == path) > 0 && _workflow.Definition.Durability != Durability.None)
            DraftSaved(new(nodeId, path, default));
    }

    /// <summary>One entry for each operation: the last word counts.</summary>
    private void DraftSaved(SavedProgress saved)
    {
        _draft.Commit.Progress.RemoveAll(one => one.NodeId == saved.NodeId && one.Path == saved.Path);
        _draft.Commit.Progress.Add(saved);
    }
}
