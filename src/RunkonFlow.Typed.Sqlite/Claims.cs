using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

/// <summary>
/// Finds due runs and hands them out. The index is read one priority at a time, so that runs which are parked until later cost
/// nothing, however many there are.
/// </summary>
internal static class Claims
{
    private const string SelectNextPriority =
        """
        SELECT priority
        FROM run INDEXED BY run_due
        WHERE namespace = ?1 AND queue = ?2 AND priority < ?3 AND due_at IS NOT NULL AND owner IS NULL
        ORDER BY priority DESC
        LIMIT 1
        """;

    private const string SelectDue =
        """
        SELECT key, due_at, workflow, workflow_version, id
        FROM run INDEXED BY run_due
        WHERE namespace = ?1 AND queue = ?2 AND priority = ?3 AND due_at <= ?4 AND owner IS NULL
        ORDER BY due_at
        """;

    private const string SelectFirstDue =
        """
        SELECT due_at
        FROM run INDEXED BY run_due
        WHERE namespace = ?1 AND queue = ?2 AND priority = ?3 AND due_at IS NOT NULL AND owner IS NULL
        ORDER BY due_at
        LIMIT 1
        """;

    private const string SelectNextQueue =
        """
        SELECT queue
        FROM run INDEXED BY run_due
        WHERE namespace = ?1 AND queue > ?2 AND due_at IS NOT NULL AND owner IS NULL
        ORDER BY queue
        LIMIT 1
        """;

    private const string SelectIncompatible =
        """
        SELECT key, tried_shapes
        FROM run INDEXED BY run_incompatible
        WHERE namespace = ?1 AND queue = ?2 AND workflow = ?3 AND workflow_version = ?4 AND status = 'incompatible'
        """;

    private const string SelectWorker = "SELECT 1 FROM worker WHERE token = ?1 AND lease_until > ?2";

    private const string SelectContent =
        """
        SELECT r.workflow, r.workflow_version, r.created_at, r.shape, r.frame, d.dry_run, d.input, d.traceparent, d.cancel_reason,
               d.cancel_by, d.cancel_at, d.item_node, d.failure, r.epoch, d.parent IS NULL
        FROM run AS r
        JOIN run_detail AS d ON d.run = r.key
        WHERE r.key = ?1
        """;

    private const string SelectValues = "SELECT id, json FROM frame_value WHERE run = ?1 ORDER BY id";

    private const string SelectProgress = "SELECT node_id, path, json FROM saved_progress WHERE run = ?1";

    private const string SelectOpenStep = "SELECT node_id, path, attempt, position, status, due_at, error_type FROM step WHERE id = ?1";

    private static readonly Comparison<OpenStep> s_byPosition = static (left, right) => StepOrder.Compare(
        left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId);

    /// <summary>The answer to a claim that would find nothing; null for one that would find something.</summary>
    public static ClaimAnswer? AnswerNothing(Connection connection, ClaimRequest request, int max, long now)
    {
        if (max < 1) return new(0, StoreTime.Moment(now), null);
        if (FindDue(connection, request, now, max: 1).Count > 0 || FindUntried(connection, request, max: 1).Count > 0) return null;
        return new(0, StoreTime.Moment(now), NextDue(connection, request.Namespace));
    }

    public static ClaimAnswer Claim(WriteSession session, ClaimRequest request, IReadOnlyList<ClaimedRun> into)
    {
        var connection = session.Connection;
        var now = session.Now;
        if (connection[SelectWorker].Bind(request.Worker).Bind(now).ReadInt64() is null) return new(0, StoreTime.Moment(now), NextDue(connection, request.Namespace));
        foreach (var (key, shape) in FindUntried(connection, request, int.MaxValue)) TryShape(session, key, shape, now);

        var claimed = 0;
        var max = Math.Min(request.Max, into.Count);
        while (claimed < max && FindDue(connection, request, now, max - claimed) is { Count: > 0 } due)
        {
            foreach (var candidate in due)
            {
                session.Run.Load(connection, candidate.Key);
                if (IsPoison(session, request, now)) continue;
                Take(session, request.Worker, now);
                Fill(session, into[claimed++], now);
            }
        }
        return new(claimed, StoreTime.Moment(now), claimed < max ? NextDue(connection, request.Namespace) : null);
    }

    /// <summary>The earliest due time in a namespace, by jumps over its queues and priorities.</summary>
    public static DateTimeOffset? NextDue(Connection connection, string name)
    {
        long? next = null;
        for (var queue = connection[SelectNextQueue].Bind(name).Bind("").ReadText(); queue is not null;
            queue = connection[SelectNextQueue].Bind(name).Bind(queue).ReadText())
        {
            for (var priority = NextPriority(connection, name, queue, long.MaxValue); priority is { } known;
                priority = NextPriority(connection, name, queue, known))
            {
                var due = connection[SelectFirstDue].Bind(name).Bind(queue).Bind(known).ReadInt64();
                if (next is null || due < next) next = due;
            }
        }
        return next is { } at ? StoreTime.Moment(at) : null;
    }

    private static List<Candidate> FindDue(Connection connection, ClaimRequest request, long now, int max)
    {
        var found = new List<Candidate>();
        foreach (var queue in request.Queues)
        {
            for (var priority = NextPriority(connection, request.Namespace, queue, long.MaxValue); priority is { } known;
                priority = NextPriority(connection, request.Namespace, queue, known))
            {
                if (AddDue(connection, request, queue, known, now, max, found) >= max) break;
            }
        }
        found.Sort();
        if (found.Count > max) found.RemoveRange(max, found.Count - max);
        return found;
    }

    private static long? NextPriority(Connection connection, string name, string queue, long below)
        => connection[SelectNextPriority].Bind(name).Bind(queue).Bind(below).ReadInt64();

    /// <summary>Adds the runs of one priority in one queue, as many as are wanted; gives how many of the queue there are.</summary>
    private static int AddDue(
        Connection connection, ClaimRequest request, string queue, long priority, long now, int max, List<Candidate> found)
    {
        var count = 0;
        var rows = connection[SelectDue].Bind(request.Namespace).Bind(queue).Bind(priority).Bind(now);
        long? last = null;
        while (rows.Step())
        {
            var due = rows.Int64(1);
            // Runs that are due at one moment come by id, so all of that moment are needed to choose from.
            if (count >= max && due != last) break;
            if (!IsRegistered(request, rows)) continue;
            found.Add(new(priority, due, rows.RunId(4), rows.Int64(0)));
            last = due;
            count++;
        }
        rows.Reset();
        return count;
    }

    private static bool IsRegistered(ClaimRequest request, Statement row)
    {
        var name = row.Text(2);
        var version = row.Int32(3);
        foreach (var workflow in request.Workflows)
            if (workflow.Version == version && workflow.Name == name) return true;
        return false;
    }

    private static List<(long Key, string Shape)> FindUntried(Connection connection, ClaimRequest request, int max)
    {
        var found = new List<(long Key, string Shape)>();
        foreach (var queue in request.Queues)
        {
            foreach (var workflow in request.Workflows)
            {
                var rows = connection[SelectIncompatible]
                    .Bind(request.Namespace).Bind(queue).Bind(workflow.Name).Bind((long)workflow.Version);
                while (found.Count < max && rows.Step())
                    if (!TriedShapes.Contains(rows.TextOrNull(1), workflow.Shape)) found.Add((rows.Int64(0), workflow.Shape));
                rows.Reset();
            }
        }
        return found;
    }

    private static void TryShape(WriteSession session, long key, string shape, long now)
    {
        var run = session.Run;
        run.Load(session.Connection, key);
        TriedShapes.Add(run, shape);
        session.SetStatus(RunStatus.Pending, now, now);
        run.Save(session.Connection);
    }

    private static bool IsPoison(WriteSession session, ClaimRequest request, long now)
    {
        if (session.Run.Claims < request.PoisonLimit) return false;
        session.SetStatus(RunStatus.Suspended, null, now, SuspendReason.Poison);
        session.Run.Save(session.Connection);
        return true;
    }

    private static void Take(WriteSession session, string worker, long now)
    {
        var run = session.Run;
        run.Generation++;
        run.Claims++;
        run.Digest = default;
        run.BlockedOn = null;
        session.Own(worker, null);
        session.SetStatus(run.Status == RunStatus.Cancelling ? RunStatus.Cancelling : RunStatus.Running, null, now);
        run.Save(session.Connection);
    }

    private static void Fill(WriteSession session, ClaimedRun claimed, long now)
    {
        var run = session.Run;
        claimed.RunId = run.Id;
        claimed.Generation = run.Generation;
        claimed.Sequence = run.Sequence;
        claimed.Status = run.Status;
        claimed.Requests = run.Requests;
        claimed.IsFinalizing = run.IsFinalizing;
        claimed.FinalizersDueAt = run.FinalizersDue is { } due ? StoreTime.Moment(due) : null;
        claimed.InboxSequence = run.Inbox;
        claimed.LastPosition = run.LastPosition;
        claimed.Now = StoreTime.Moment(now);

        var row = session.Connection[SelectContent].Bind(run.Key);
        row.Step();
        claimed.WorkflowName = row.Text(0);
        claimed.WorkflowVersion = row.Int32(1);
        claimed.CreatedAt = row.Time(2);
        claimed.Shape = row.Text(3);
        claimed.Frame = row.Bytes(4).ToArray();
        claimed.DryRun = row.Bool(5);
        claimed.Input = row.Bytes(6).ToArray();
        claimed.TraceParent = row.TextOrNull(7);
        claimed.CancelRequest = row.IsNull(8) ? null : new(row.Text(8), row.Text(9), row.Time(10));
        claimed.ItemNode = row.Text(11);
        claimed.Epoch = row.Int32(13);
        claimed.IsRoot = row.Bool(14);
        claimed.Failure = run.IsFinalizing ? row.Bytes(12).ToArray() : default;
        row.Reset();

        claimed.Values.Clear();
        var values = session.Connection[SelectValues].Bind(run.Key);
        while (values.Step()) claimed.Values.Add(new(values.Int32(0), values.Bytes(1).ToArray()));

        claimed.Progress.Clear();
        var progress = session.Connection[SelectProgress].Bind(run.Key);
        while (progress.Step()) claimed.Progress.Add(new(progress.Text(0), StepKey.ReadPath(progress.Bytes(1)), progress.Bytes(2).ToArray()));

        claimed.OpenSteps.Clear();
        foreach (var entry in run.Open.Entries) claimed.OpenSteps.Add(ReadOpenStep(session.Connection, entry.Id));
        claimed.OpenSteps.Sort(s_byPosition);
    }

    private static OpenStep ReadOpenStep(Connection connection, long id)
    {
        var row = connection[SelectOpenStep].Bind(id);
        row.Step();
        var step = new OpenStep(
            row.Text(0), StepKey.ReadPath(row.Bytes(1)), row.Int32(2), row.Int32(3), StatusUtf8.ReadStep(row.Bytes(4)), row.TimeOrNull(5),
            row.TextOrNull(6));
        row.Reset();
        return step;
    }

    /// <summary>Ordered as runs are handed out: highest priority, longest due, ties by id.</summary>
    private readonly record struct Candidate(long Priority, long Due, RunId Id, long Key) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            if (Priority != other.Priority) return other.Priority.CompareTo(Priority);
            return Due != other.Due ? Due.CompareTo(other.Due) : Id.CompareTo(other.Id);
        }
    }
}
