using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    /// <inheritdoc/>
    public ValueTask<CommandResult> RequestCancelAsync(RunId id, Command command, bool force = false, CancellationToken cancellationToken = default)
        => Answer(id, command, "cancel", (run, now) => Cancel(run, command.Reason ?? "UserRequested", command.By, force, now));

    private CommandResult Cancel(RunRow run, string reason, string by, bool force, long now)
    {
        if (run.Status.IsTerminal()) return CommandAnswers.Ended(run.Status);
        var request = force ? RunRequests.Cancel | RunRequests.Force : RunRequests.Cancel;
        if (run.Status == RunStatus.Cancelling || run.Requests.HasFlag(RunRequests.Cancel) && run.OwnedBy is not null)
        {
            if (!force || run.Requests.HasFlag(RunRequests.Force)) return CommandAnswers.CancelStands;
            run.Requests |= RunRequests.Force;
            Wake(run, now);
            return CommandAnswers.CancelForced;
        }

        run.CancelRequest ??= new(reason, by, StoreTime.Moment(now));
        run.InboxSequence++;
        if (run.OwnedBy is not null)
        {
            run.Requests |= request;
            if (run.Status == RunStatus.Waiting) run.Due = now;
            return CommandAnswers.CancelRequested;
        }
        if (run.Status == RunStatus.Pending && run.StartedAt == StoreTime.None)
        {
            SetStatus(run, RunStatus.Cancelled, StoreTime.None, now);
            Place(run, now);
            return CommandAnswers.Cancelled;
        }
        run.Requests |= request;
        SetStatus(run, RunStatus.Cancelling, now, now);
        Place(run, now);
        return CommandAnswers.Cancelling;
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> SignalAsync(RunId id, Command command, InboxSignal signal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return Answer(id, command, "signal", (run, now) =>
        {
            if (run.Status.IsTerminal()) return CommandAnswers.Ended(run.Status);
            var extras = run.Extras ??= new();
            if (signal.Key is { } key && !Bind(extras.SignalKeys, signal, key)) return CommandAnswers.SignalKnown;
            Wake(run, now);
            extras.Signals.Add(new(run.InboxSequence, signal with { Payload = signal.Payload.ToArray(), FormerNames = [] }, StoreTime.Moment(now)));
            run.Events.AddRun(RunEventKinds.Signal, signal.Name, StoreTime.None, now);
            return CommandAnswers.SignalStored;
        });
    }

    /// <summary>Remembers a key under all names of its signal; false when it is known under one of them.</summary>
    private static bool Bind(HashSet<(string Name, string Key)> known, InboxSignal signal, string key)
    {
        if (known.Contains((signal.Name, key)) || signal.FormerNames.Any(name => known.Contains((name, key)))) return false;
        known.Add((signal.Name, key));
        foreach (var name in signal.FormerNames) known.Add((name, key));
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredSignal>> GetSignalsAsync(RunId id, long after = 0, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return FindRun(id)?.Extras is { } extras ? new(extras.Signals.Where(signal => signal.Number > after).ToArray()) : new([]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetReplyAsync(RunId id, string signal, string key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(FindRun(id)?.Extras?.Replies.GetValueOrDefault((signal, key)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommandResult> SetTagsAsync(
        RunId id, Command command, IReadOnlyList<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return Answer(id, command, "tag", (run, _) =>
        {
            run.Tags = InOrder(tags);
            return CommandAnswers.Tagged;
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> GetAuditAsync(RunId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return FindRun(id)?.Extras is { } extras ? new(extras.Audit.ToArray()) : new([]);
        }
    }

    private ValueTask<CommandResult> Answer(RunId id, Command command, string verb, Func<RunRow, long, CommandResult> carryOut)
    {
        ArgumentNullException.ThrowIfNull(command);
        lock (_lock)
        {
            return new(FindRun(id) is { } run ? Answer(run, command, verb, carryOut) : CommandAnswers.NoRun(id));
        }
    }

    /// <summary>Carries a command out once; the same id again gets the first answer, whatever it asks for.</summary>
    private CommandResult Answer(RunRow run, Command command, string verb, Func<RunRow, long, CommandResult> carryOut)
    {
        if (run.Extras is { } known && known.Answers.TryGetValue(command.Id, out var first)) return first;
        var now = Now();
        var answer = carryOut(run, now);
        var extras = run.Extras ??= new();
        extras.Answers.Add(command.Id, answer);
        extras.Audit.Add(new(run.Id, command.Id, verb, command.By, command.Reason, answer, StoreTime.Moment(now)));
        Retain();
        return answer;
    }
}
