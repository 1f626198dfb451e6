using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

// Pause, resume and retry, with what they mean for the runs of items.
public sealed partial class SqlitePersistence
{
    private const string ClearFailure = "UPDATE run_detail SET error = NULL, finalizer_error = NULL, failure = NULL WHERE run = ?1";

    /// <inheritdoc/>
    public ValueTask<CommandResult> RequestPauseAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => CommandAsync(id, command, "pause", Pause, cancellationToken);

    private static CommandResult Pause(WriteSession session, long now)
    {
        var run = session.Run;
        if (run.Status == RunStatus.Suspended || run.Requests.HasFlag(RunRequests.Pause)) return CommandAnswers.PauseStands;
        if (run.Status.IsTerminal()) return CommandAnswers.Ended(run.Status);
        if (!run.IsOwned && !Transitions.IsAllowed(run.Status, RunStatus.Suspended)) return CommandAnswers.CannotPause(run.Status);
        run.Inbox++;
        if (run.HasItems) session.FanOuts.EachUnderWay(() => Pause(session, now));
        if (run.IsOwned)
        {
            run.Requests |= RunRequests.Pause;
            if (run.Status == RunStatus.Waiting) run.DueAt = now;
            return CommandAnswers.PauseRequested;
        }
        session.SetStatus(RunStatus.Suspended, null, now, SuspendReason.Paused);
        return CommandAnswers.Paused;
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> ResumeAsync(RunId id, Command command, CancellationToken cancellationToken = default)
        => CommandAsync(id, command, "resume", Resume, cancellationToken);

    private static CommandResult Resume(WriteSession session, long now)
    {
        var run = session.Run;
        if (run.Status is RunStatus.Suspended or RunStatus.Incompatible)
        {
            run.Inbox++;
            run.Claims = 0;
            session.SetStatus(RunStatus.Pending, now, now);
            ResumeItems(session, now);
            return CommandAnswers.Resumed;
        }
        if (!run.Requests.HasFlag(RunRequests.Pause)) return CommandAnswers.NotSuspended(run.Status);
        run.Inbox++;
        run.Requests &= ~RunRequests.Pause;
        ResumeItems(session, now);
        return CommandAnswers.PauseTakenBack;
    }

    private static void ResumeItems(WriteSession session, long now)
    {
        if (!session.Run.HasItems) return;
        session.FanOuts.EachUnderWay(() =>
        {
            if (session.Run.SuspendReason == SuspendReason.Paused || session.Run.Requests.HasFlag(RunRequests.Pause)) Resume(session, now);
        });
        session.FanOuts.DispatchAll(now);
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> RetryAsync(RunId id, Command command, RetryFrom? from = null, CancellationToken cancellationToken = default)
        => CommandAsync(id, command, "retry", (session, now) => Retry(session, from, now), cancellationToken);

    private static CommandResult Retry(WriteSession session, RetryFrom? from, long now)
    {
        var run = session.Run;
        if (run.Status != RunStatus.Failed) return CommandAnswers.NotFailed(run.Status);
        if (!session.FanOuts.IsRetryable()) return CommandAnswers.FanOutOver;
        var answer = new RetryPoints(session).Go(from);
        if (answer.Outcome != CommandOutcome.Accepted) return answer;
        run.Inbox++;
        run.Claims = 0;
        (run.IsFinalizing, run.FinalizersDue) = (false, null);
        session.Connection[ClearFailure].Bind(run.Key).Run();
        session.SetStatus(RunStatus.Pending, now, now);
        return answer;
    }
}
