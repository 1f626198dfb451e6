using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>What a request works with: the connection in its transaction, the clock, the row of its run and what follows from its changes.</summary>
internal sealed class WriteSession
{
    private const string InsertEvent =
        """
        INSERT INTO event (run, number, kind, node_id, path, attempt, detail, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    private const string SelectWorkerLease = "SELECT lease_until FROM worker WHERE token = ?1";

    private const string SelectCancelReason = "SELECT cancel_reason FROM run_detail WHERE run = ?1";

    private readonly TimeProvider _time;

    // The rows of runs whose change is under way, each begun on account of the one before it. A run that is met again stands
    // in it twice, as one object.
    private readonly List<RunRow> _rows = [new()];
    private readonly List<RunRow> _spare = [];

    public WriteSession(Connection connection, TimeProvider time)
    {
        _time = time;
        Connection = connection;
        Steps = new StepRows(connection);
        Items = new ItemRows(connection);
        Commits = new CommitWriter(this);
        Relatives = new Relatives(this);
        FanOuts = new FanOuts(this);
        Limits = new Limits(this);
    }

    public Connection Connection { get; }

    public StepRows Steps { get; }

    public ItemRows Items { get; }

    public CommitWriter Commits { get; }

    public Relatives Relatives { get; }

    public FanOuts FanOuts { get; }

    public Limits Limits { get; }

    /// <summary>The request is alone in its transaction, so it may take its time, and refuse after it has written.</summary>
    public bool IsAlone { get; set; }

    /// <summary>The run at hand; each request loads its own anew.</summary>
    public RunRow Run => _rows[^1];

    /// <summary>The store's now, in milliseconds.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A request begins: whatever the one before it has left is forgotten.</summary>
    public void Begin()
    {
        while (_rows.Count > 1) Drop();
    }

    /// <summary>Takes another run in hand until <see cref="Leave"/>; false when there is no such run.</summary>
    public bool Enter(RunId id) => Enter(row => row.Load(Connection, id), known => known.Id == id);

    /// <inheritdoc cref="Enter(RunId)"/>
    public bool Enter(long key) => Enter(row => row.Load(Connection, key), known => known.Key == key);

    private bool Enter(Func<RunRow, bool> load, Predicate<RunRow> isIt)
    {
        if (_rows.Find(isIt) is { } underWay)
        {
            _rows.Add(underWay);
            return true;
        }
        var row = _spare.Count > 0 ? _spare[^1] : new();
        if (_spare.Count > 0) _spare.RemoveAt(_spare.Count - 1);
        _rows.Add(row);
        if (load(row)) return true;
        Drop();
        return false;
    }

    /// <summary>Goes back to the run from which this one was entered. It is saved unless it is under way further below.</summary>
    public void Leave()
    {
        if (_rows.IndexOf(Run) == _rows.Count - 1) Run.Save(Connection);
        Drop();
    }

    private void Drop()
    {
        var row = Run;
        _rows.RemoveAt(_rows.Count - 1);
        if (!_rows.Contains(row)) _spare.Add(row);
    }

    /// <summary>Loads a run.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public RunRow Load(RunId id) => Run.Load(Connection, id) ? Run : throw Missing.Run(id);

    /// <summary>Loads the run that a fence still owns.</summary>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    /// <exception cref="LeaseLostException">The fence's generation is not the run's, or nobody owns it.</exception>
    public RunRow Load(RunFence fence)
    {
        var run = Load(fence.RunId);
        return run.Generation == fence.Generation && run.IsOwned ? run : throw new LeaseLostException(fence.RunId, fence.Generation);
    }

    /// <summary>Saves the run as a named operation leaves it; gives the new sequence.</summary>
    public long SaveAdvanced()
    {
        Run.Sequence++;
        Run.Digest = default;
        Run.Save(Connection);
        return Run.Sequence;
    }

    /// <summary>Appends an event to the loaded run.</summary>
    public void AddEvent(string kind, long now, string? detail = null, string? nodeId = null, string? path = null, int attempt = 0)
        => WriteEvent(++Run.Events, kind, now, detail, nodeId, path, attempt);

    /// <summary>Writes an event whose number has been taken.</summary>
    public void WriteEvent(long number, string kind, long now, string? detail, string? nodeId, string? path, int attempt)
        => Connection[InsertEvent]
            .Bind(Run.Key).Bind(number).Bind(kind).Bind(nodeId).Bind(path).Bind((long)attempt).Bind(detail).Bind(now)
            .Run();

    /// <summary>Sets the run's status with all that follows from it: requests, times, open work, the event.</summary>
    public void SetStatus(RunStatus to, long? due, long now, SuspendReason reason = SuspendReason.None, string? error = null)
    {
        var from = Run.Status;
        var isFirstStart = to == RunStatus.Running && Run.StartedAt is null;
        Run.Status = to;
        Run.DueAt = due;
        Run.SuspendReason = to != RunStatus.Suspended ? SuspendReason.None : reason == SuspendReason.None ? SuspendReason.Paused : reason;
        Run.Requests = RequestsAfter(Run.Requests, from, to);
        if (isFirstStart) Run.StartedAt = now;
        if (to.IsTerminal()) CloseOpenWork(now);
        if (Run.HasLimits && to.IsTerminal()) Limits.ReleaseAll(now);
        else if (Run.HasLimits && to is (RunStatus.Suspended or RunStatus.Incompatible)) Limits.ReleaseNodes(now);
        if (RunEventKinds.Of(from, to, isFirstStart) is { } kind) AddEvent(kind, now, DetailOf(to, due, error));
        if (to.IsTerminal() && !from.IsTerminal())
        {
            Run.EndedAt = now;
            if (Run.IsAwaited) Relatives.TellParent(now);
        }
        else if (from.IsTerminal() && !to.IsTerminal())
        {
            Run.EndedAt = null;
            if (Run.IsItem) FanOuts.RunAgain(now);
        }
    }

    public void Own(string token, long? leaseUntil)
    {
        (Run.IsOwned, Run.Owner, Run.LeaseUntil) = (true, token, leaseUntil);
    }

    public void Disown()
    {
        (Run.IsOwned, Run.Owner, Run.LeaseUntil) = (false, null, null);
    }

    /// <summary>Takes the run from an owner that is gone, or that lets go: it is claimable at once, and no late reply counts.</summary>
    public void Free(long now)
    {
        Disown();
        if (Run.HasLimits) Limits.ReleaseUsed(now);
        Run.Digest = default;
        SetStatus(Run.Status == RunStatus.Running ? RunStatus.NeedsResume : Run.Status, now, now, Run.SuspendReason);
    }

    /// <summary>Something came in for the run from outside: its inbox moves, and if it is parked it is due.</summary>
    public void Wake(long now)
    {
        Run.Inbox++;
        if (Run.Status != RunStatus.Waiting && (Run.Status != RunStatus.Cancelling || Run.IsOwned)) return;
        if (Run.DueAt is null || Run.DueAt > now) Run.DueAt = now;
    }

    /// <summary>Until when the owner's right lasts: its own lease, or its worker's; null when that is gone.</summary>
    public long? OwnerLeaseUntil()
    {
        if (!Run.IsOwned || Run.LeaseUntil is not null) return Run.LeaseUntil;
        return Connection[SelectWorkerLease].Bind(Run.Owner).ReadInt64();
    }

    public bool IsOwnerAlive(long now) => OwnerLeaseUntil() > now;

    /// <summary>A request is dropped when it is taken up, and stands again when a cancelling run is set aside.</summary>
    private static RunRequests RequestsAfter(RunRequests requests, RunStatus from, RunStatus to) => to switch
    {
        RunStatus.Cancelling => requests & ~RunRequests.Cancel,
        RunStatus.Suspended => (requests & ~RunRequests.Pause) | (from == RunStatus.Cancelling ? RunRequests.Cancel : default),
        RunStatus.Incompatible => requests | (from == RunStatus.Cancelling ? RunRequests.Cancel : default),
        _ => to.IsTerminal() ? RunRequests.None : requests,
    };

    private string? DetailOf(RunStatus status, long? due, string? error) => status switch
    {
        RunStatus.Failed => error,
        RunStatus.Cancelling or RunStatus.Cancelled => Connection[SelectCancelReason].Bind(Run.Key).ReadText(),
        RunStatus.Suspended => Run.SuspendReason == SuspendReason.Poison ? "poison" : "paused",
        RunStatus.Waiting when due is { } at => StoreTime.ToText(at),
        _ => null,
    };

    /// <summary>
    /// A run that ends leaves nothing open: what waits, or has not begun, is skipped, or cancelled with a cancelled run; an
    /// attempt that still counts as running is cancelled; fan-out items are skipped, and those that run asked to cancel.
    /// </summary>
    private void CloseOpenWork(long now)
    {
        var open = Run.Open;
        for (var i = open.Entries.Count - 1; i >= 0; i--)
        {
            var from = open.Entries[i].Status;
            if (from.IsTerminal()) continue;
            var to = from == StepStatus.Running || Run.Status == RunStatus.Cancelled ? StepStatus.Cancelled : StepStatus.Skipped;
            Steps.Close(Run, i, to, now);
        }
        if (!Run.HasItems) return;
        Items.SkipOpen(this, now);
        FanOuts.BreakAll(now);
    }
}
