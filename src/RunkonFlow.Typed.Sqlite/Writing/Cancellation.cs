using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>A request to cancel, whoever makes it.</summary>
internal static class Cancellation
{
    private const string NoteCancel =
        "UPDATE run_detail SET cancel_reason = ?2, cancel_by = ?3, cancel_at = ?4 WHERE run = ?1 AND cancel_reason IS NULL";

    /// <summary>Asks the run at hand to cancel; it is not saved.</summary>
    public static CommandResult Request(WriteSession session, string reason, string by, bool force, long now)
    {
        var run = session.Run;
        if (run.Status.IsTerminal()) return CommandAnswers.Ended(run.Status);
        var request = force ? RunRequests.Cancel | RunRequests.Force : RunRequests.Cancel;
        if (run.Status == RunStatus.Cancelling || (run.Requests.HasFlag(RunRequests.Cancel) && run.IsOwned))
        {
            if (!force || run.Requests.HasFlag(RunRequests.Force)) return CommandAnswers.CancelStands;
            run.Requests |= RunRequests.Force;
            session.Wake(now);
            return CommandAnswers.CancelForced;
        }

        session.Connection[NoteCancel].Bind(run.Key).Bind(reason).Bind(by).Bind(now).Run();
        run.Inbox++;
        if (run.IsOwned)
        {
            run.Requests |= request;
            if (run.Status == RunStatus.Waiting) run.DueAt = now;
            return CommandAnswers.CancelRequested;
        }
        if (run.Status == RunStatus.Pending && run.StartedAt is null)
        {
            session.SetStatus(RunStatus.Cancelled, null, now);
            return CommandAnswers.Cancelled;
        }
        run.Requests |= request;
        session.SetStatus(RunStatus.Cancelling, now, now);
        return CommandAnswers.Cancelling;
    }
}
