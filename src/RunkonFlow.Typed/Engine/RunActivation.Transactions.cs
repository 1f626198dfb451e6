using System.Runtime.InteropServices;
using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// Steps that write in a transaction of the store, of which the commit of their end is the last statement: both are there, or
/// neither. The run's own turn is held meanwhile, so that no other commit of it waits for a lock that the transaction has.
/// </summary>
internal sealed partial class RunActivation
{
    private RunCommit? _transactionCommit;
    private volatile Strand? _transacting;

    /// <summary>Makes one attempt; null when it is to be made again because the store, not the step, has failed.</summary>
    private async ValueTask<AttemptEnd?> TransactAsync(Strand strand)
    {
        var ticket = strand.Attempt.Ticket;
        var turn = ticket.Turn;
        // The body need not ask for the turn at its end: this is the turn.
        (_transacting, ticket.Turn) = (strand, null);
        var attempt = new TransactionAttempt();
        var begun = _engine.Time.GetTimestamp();
        try
        {
            while (true)
            {
                try
                {
                    var result = await _engine.Store.CommitInTransactionAsync((transaction, token) =>
                    {
                        strand.Scope.Transaction = transaction;
                        return RunInTransactionAsync(strand, attempt, token);
                    }).ConfigureAwait(false);
                    return EndTransaction(strand, result);
                }
                catch (Exception e) when (attempt.WasStopped || e is TransactionAttempt.NotCompletedException)
                {
                    return attempt.End;
                }
                catch (Exception e) when (e is TransactionTimeoutException or TransactionEndedException || (attempt.HasBegun && !attempt.IsSent))
                {
                    strand.Attempt.Fail(e);
                    return AttemptEnd.Failed;
                }
                catch (Exception e) when (attempt.IsSent)
                {
                    Log.CommitFailed(_engine.Logger, e, RunId);
                    return EndTransaction(strand, await ResolveAsync().ConfigureAwait(false));
                }
                catch (Exception e) when (_stop == StopCause.None && _engine.Time.GetElapsedTime(begun) < _engine.Options.LeaseTimeToLive)
                {
                    // The store could not begin: nothing has run.
                    Log.CommitFailed(_engine.Logger, e, RunId);
                }
                await Task.Delay(CommitRetryPause, _engine.Time).ConfigureAwait(false);
            }
        }
        finally
        {
            strand.Scope.Transaction = null;
            (_transacting, ticket.Turn) = (null, turn);
        }
    }

    /// <summary>The attempt, and the commit of its end; what is thrown takes the transaction back.</summary>
    private async ValueTask<RunCommit> RunInTransactionAsync(Strand strand, TransactionAttempt attempt, CancellationToken token)
    {
        attempt.HasBegun = true;
        BeginScope(strand);
        await using (token.UnsafeRegister(static state => ((StepAttempt)state!).Expire(), strand.Attempt).ConfigureAwait(false))
        {
            attempt.End = await RunBodyInScopeAsync(strand).ConfigureAwait(false);
        }
        strand.Scope.End();
        if (attempt.End != AttemptEnd.Completed) throw new TransactionAttempt.NotCompletedException();
        var commit = CommitOfItsOwn(ref _transactionCommit, strand);
        commit.MakesProgress = true;
        // Bytes of its own: the draft's buffer is the next commit's, and this one may have to be asked for again.
        var output = ResultOf(strand).ToArray();
        commit.Steps.Add(default);
        ref var row = ref CollectionsMarshal.AsSpan(commit.Steps)[^1];
        Fill(strand, StepStatus.Completed, ref row);
        row.Output = output;
        if (_saved.Count > 0 && IndexOfSaved(strand) >= 0) commit.Progress.Add(new(strand.Node.Id, strand.Operation.Path, default));
        attempt.IsSent = true;
        return commit;
    }

    /// <summary>What the store's answer means for the attempt: it stands, is to be made again, or the run is lost.</summary>
    private AttemptEnd? EndTransaction(Strand strand, CommitResult? answer)
    {
        if (answer is { IsApplied: true } result)
        {
            (_status, _sequence, _knownInbox) = (_transactionCommit!.Status, result.Sequence, result.InboxSequence);
            _saved.RemoveAll(one => one.NodeId == strand.Node.Id && one.Path == strand.Operation.Path);
            strand.Operation.Row = StepStatus.Completed;
            EndSegmentAt(strand, _transactionCommit.Steps[0].EndedAt!.Value);
            Heed(result.Requests);
            return AttemptEnd.Completed;
        }
        if (answer is { Outcome: CommitOutcome.NotApplied } open)
        {
            _sequence = open.Sequence;
            return null;
        }
        Log.CommitNotApplied(_engine.Logger, RunId, answer?.Outcome ?? CommitOutcome.Fenced, answer?.Reason);
        return AttemptEnd.LeaseLost;
    }

    /// <summary>Whether the commit was made is not known: nothing runs again before the store has said so.</summary>
    private async ValueTask<CommitResult?> ResolveAsync()
    {
        var begun = _engine.Time.GetTimestamp();
        while (_stop != StopCause.LeaseLost && _engine.Time.GetElapsedTime(begun) < _engine.Options.LeaseTimeToLive)
        {
            try
            {
                return await _engine.Store.ResolveCommitAsync(_transactionCommit!).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Log.CommitFailed(_engine.Logger, e, RunId);
            }
            await Task.Delay(CommitRetryPause, _engine.Time).ConfigureAwait(false);
        }
        return null;
    }

    /// <summary>A claimed run stands at a step that may have committed already: then its result stands in its row.</summary>
    private async ValueTask<bool> TakeCommittedAsync(Strand strand)
    {
        strand.IsResumed = false;
        var row = await _engine.Store.GetLatestStepAsync(RunId, strand.Node.Id, strand.Operation.Path).ConfigureAwait(false);
        if (row is not { Status: StepStatus.Completed }) return false;
        if (row.StructuredOutput is { } output)
        {
            var json = StoredJson.Open(Encoding.UTF8.GetBytes(output));
            strand.Frame.ReadResult(ref json, strand.Command.Node);
        }
        (strand.Operation.Position, strand.Operation.Row) = (row.Position, StepStatus.Completed);
        EndSegmentAt(strand, row.EndedAt ?? Now);
        return true;
    }

    /// <summary>A claimed step looks for its own end; one that waits for its turn may have it now; one that waits for its next attempt goes on waiting.</summary>
    private async ValueTask LookForCommittedAsync(Strand strand)
    {
        if (strand is { IsResumed: true, Node.IsTransactional: true } && await TakeCommittedAsync(strand).ConfigureAwait(false)) GoOn(strand);
        else strand.Phase = StrandPhase.Standing;
    }

    /// <summary>On the run's turn: transactions that the last commit announced, one after the other. Whether there was one; null when the run is lost.</summary>
    private async ValueTask<bool?> RunTransactionsAsync()
    {
        var hasRun = false;
        for (var i = 0; i < _strands.Count; i++)
        {
            var strand = _strands[i];
            if (strand.Phase != StrandPhase.Announced || !strand.Node.IsTransactional) continue;
            hasRun = true;
            var end = await TransactAsync(strand).ConfigureAwait(false);
            if (end == AttemptEnd.LeaseLost) return null;
            if (end is null) CloseInterrupted(strand);
            strand.Phase = end switch
            {
                AttemptEnd.Completed => StrandPhase.Advancing,
                AttemptEnd.Failed or AttemptEnd.TimedOut when !Retries(strand, end.Value) => StrandPhase.Advancing,
                _ => StrandPhase.Standing,
            };
        }
        return hasRun;
    }
}
