using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// Operations that are more than one body after another: branches side by side, and whatever waits for something from outside.
/// One loop moves all strands as far as they go, commits at once what they did, starts the bodies that the commit announced,
/// and waits.
/// </summary>
internal sealed partial class RunActivation
{
    private readonly List<Strand> _strands = [];
    private bool _looksBehindCommit;

    /// <summary>Executes the operation at which the flow stands; false when the activation is over.</summary>
    private async ValueTask<bool> OperateAsync()
    {
        (_isOperating, _looksBehindCommit) = (true, false);
        _root.Phase = StrandPhase.Standing;
        _strands.Clear();
        _strands.Add(_root);
        try
        {
            while (true)
            {
                await EndBodiesAsync().ConfigureAwait(false);
                if (await IsOverAsync().ConfigureAwait(false)) return false;
                await HeedOthersAsync().ConfigureAwait(false);
                await MoveAllAsync().ConfigureAwait(false);
                if (_root.Phase == StrandPhase.Advancing) return true;
                if (IsIdle(out var due) && IsWorthParking(due))
                {
                    await ParkAsync(due).ConfigureAwait(false);
                    return false;
                }
                if (_draft.HasContent)
                {
                    if (!await CommitWithinLimitsAsync().ConfigureAwait(false)) return await AbandonAsync().ConfigureAwait(false);
                    AnswerSaves(isApplied: true);
                    LookAgain();
                    StartBodies();
                    if (await RunTransactionsAsync().ConfigureAwait(false) is null) return await AbandonAsync().ConfigureAwait(false);
                    continue;
                }
                if (await RunTransactionsAsync().ConfigureAwait(false) is not false and var hasRun)
                {
                    if (hasRun is null) return await AbandonAsync().ConfigureAwait(false);
                    continue;
                }
                await _hotWait.ForAsync(due is null ? Timeout.InfiniteTimeSpan : due.Value - Now).ConfigureAwait(false);
            }
        }
        finally
        {
            _isOperating = false;
            AnswerSaves(isApplied: false);
            foreach (var strand in _strands) _leftABodyBehind |= strand.Attempt.LeftABodyBehind;
        }
    }

    /// <summary>What ended meanwhile, in the order in which it ended.</summary>
    private async ValueTask EndBodiesAsync()
    {
        while (_turns.TryTake(out var entry))
        {
            entry.Turn?.SetResult();
            var strand = entry.Strand;
            if (entry.Saved is { } saved)
            {
                TakeSave(strand, saved);
                continue;
            }
            if (strand.Body is not { } body || entry.Stamp != strand.Attempt.Ticket.Stamp) continue;
            var end = await body.ConfigureAwait(false);
            strand.Body = null;
            EndBody(strand, end);
            // A join is judged after each end, so that the first to end decides.
            for (var moved = strand; moved is not null; moved = moved.Parent) await MoveAsync(moved).ConfigureAwait(false);
        }
    }

    /// <summary>The worker stops, or somebody asked to pause: nothing more is begun, and what runs ends first.</summary>
    private async ValueTask<bool> IsOverAsync()
    {
        if (_stop is StopCause.None or StopCause.Cancel) return false;
        if (_stop == StopCause.LeaseLost) return !await AbandonAsync().ConfigureAwait(false);
        foreach (var strand in _strands) strand.Attempt.Stop(_stop);
        if (_strands.Exists(static strand => strand.Body is not null)) return false;
        if (_stop == StopCause.Shutdown) await ReleaseAsync().ConfigureAwait(false);
        else await PauseAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>The run is lost: bodies are told, and waited for. Always false.</summary>
    private async ValueTask<bool> AbandonAsync()
    {
        foreach (var strand in _strands) strand.Attempt.Stop(StopCause.LeaseLost);
        while (_strands.Exists(static strand => strand.Body is { IsCompleted: false }))
        {
            AnswerSaves(isApplied: false);
            while (_turns.TryTake(out var entry))
            {
                entry.Turn?.SetResult();
                entry.Saved?.Refuse();
            }
            await _hotWait.ForAsync(_engine.Options.PollInterval).ConfigureAwait(false);
        }
        return false;
    }

    /// <summary>A cancel reaches every strand; news make all that wait look for theirs.</summary>
    private async ValueTask HeedOthersAsync()
    {
        if (_stop == StopCause.Cancel)
        {
            await LearnCancelAsync().ConfigureAwait(false);
            foreach (var strand in _strands)
                if (strand.Phase == StrandPhase.Running && IsCancelDue(strand)) strand.Attempt.Stop(StopCause.Cancel);
        }
        if (!_hasNews && _knownInbox == _seenInbox) return;
        (_hasNews, _seenInbox) = (false, _knownInbox);
        foreach (var strand in _strands) strand.MustLook = true;
    }

    /// <summary>The store knows by now which messages are taken, and shows the next ones.</summary>
    private void LookAgain()
    {
        if (!_looksBehindCommit) return;
        _looksBehindCommit = false;
        foreach (var strand in _strands) strand.MustLook = true;
    }

    private async ValueTask MoveAllAsync()
    {
        bool hasMoved;
        do
        {
            hasMoved = false;
            // Branches that open are added behind the strand to which they belong.
            for (var i = 0; i < _strands.Count; i++)
            {
                var phase = _strands[i].Phase;
                await MoveAsync(_strands[i]).ConfigureAwait(false);
                hasMoved |= _strands[i].Phase != phase;
            }
        }
        while (hasMoved && _root.Phase != StrandPhase.Advancing);
    }

    /// <summary>Moves one strand as far as it goes without a commit.</summary>
    private async ValueTask MoveAsync(Strand strand)
    {
        while (true)
        {
            switch (strand.Phase)
            {
                case StrandPhase.Advancing when strand.Parent is not null:
                    Advance(strand);
                    strand.Phase = strand.Command.Kind >= FlowCommandKind.Return ? StrandPhase.Ended : StrandPhase.Standing;
                    continue;
                // Branches that were under way when the run was let go are opened first: the cancel is theirs, and their finalizers run.
                case StrandPhase.Standing when IsCancelDue(strand) && !(strand.Command.Kind == FlowCommandKind.Parallel && strand.Operation.Row is not null):
                case StrandPhase.Waiting when IsCancelDue(strand):
                    await BreakOffAsync(strand).ConfigureAwait(false);
                    continue;
                case StrandPhase.Standing when _stop is StopCause.None or StopCause.Cancel:
                    if (Begin(strand)) continue;
                    return;
                case StrandPhase.Waiting when strand.MustLook:
                    strand.MustLook = false;
                    await LookAsync(strand).ConfigureAwait(false);
                    continue;
                case StrandPhase.Waiting when DueOf(strand) <= Now:
                    OnDue(strand);
                    continue;
                case StrandPhase.Joining when IsJoined(strand):
                    continue;
                default:
                    return;
            }
        }
    }

    /// <summary>Begins what the last commit announced.</summary>
    private void StartBodies()
    {
        foreach (var strand in _strands)
        {
            if (strand.Phase != StrandPhase.Announced) continue;
            // An at-most-once step that is only pending yet, or a request that came with the commit's answer.
            var isHeldBack = strand.Operation.Row == StepStatus.Pending || _stop is not (StopCause.None or StopCause.Cancel) || IsCancelDue(strand);
            if (isHeldBack) strand.Phase = StrandPhase.Standing;
            else if (!strand.Node.IsTransactional) StartBody(strand);
        }
    }

    private void StartBody(Strand strand)
    {
        strand.Phase = StrandPhase.Running;
        var run = RunBodyAsync(strand);
        var stamp = strand.Attempt.Ticket.Stamp;
        strand.Body = run.AsTask();
        strand.Body.ContinueWith(
            _ => _turns.Ended(strand, stamp), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void EndBody(Strand strand, AttemptEnd end)
    {
        strand.Scope.End();
        switch (end)
        {
            case AttemptEnd.Completed when strand.Command.Kind == FlowCommandKind.Gate:
            case AttemptEnd.Failed or AttemptEnd.TimedOut when strand.Command.Kind == FlowCommandKind.Gate:
                EndPoll(strand, end);
                break;
            case AttemptEnd.Completed when Complete(strand):
                strand.Phase = StrandPhase.Advancing;
                break;
            case AttemptEnd.Completed or AttemptEnd.Failed or AttemptEnd.TimedOut:
                strand.Phase = Retries(strand, end) ? StrandPhase.Standing : StrandPhase.Advancing;
                break;
            default:
                strand.Phase = StrandPhase.Standing;
                break;
        }
    }

    /// <summary>No body runs and nothing is about to begin: the run waits for a moment, or for others.</summary>
    private bool IsIdle(out DateTimeOffset? due)
    {
        due = null;
        var isIdle = !_looksBehindCommit;
        foreach (var strand in _strands)
        {
            isIdle &= strand.Phase is StrandPhase.Waiting or StrandPhase.Joining or StrandPhase.Ended;
            if (strand.Phase == StrandPhase.Waiting && DueOf(strand) is { } moment && (due is null || moment < due)) due = moment;
        }
        return isIdle;
    }

    private bool IsWorthParking(DateTimeOffset? due) => due is null || due.Value - Now > _engine.Options.ParkAfter;
}
