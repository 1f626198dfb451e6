using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>Fan-outs that commits begin: the store hands their items out.</summary>
internal sealed class FanOuts(WriteSession session)
{
    private const string HasItems =
        "SELECT EXISTS (SELECT 1 FROM fan_out WHERE step = ?1) OR EXISTS (SELECT 1 FROM item WHERE step = ?1)";

    private const string DeleteFanOut = "DELETE FROM fan_out WHERE step = ?1";

    private const string SelectOpen = "SELECT step FROM fan_out INDEXED BY fan_out_open WHERE run = ?1 AND is_collected = 0 ORDER BY step";

    private const string HasRun = "SELECT 1 FROM run WHERE id = ?1";

    private const string SelectItem =
        """
        SELECT i.id, i.item_id, i.step, d.parent, i.status, d.error, d.cancel_reason
        FROM run_detail AS d
        JOIN run AS r ON r.key = d.run
        JOIN item AS i ON i.id = d.item AND i.child_run = r.id
        WHERE d.run = ?1
        """;

    private readonly FanOutItems _items = new(session.Connection);

    /// <summary>Why the fan-outs of a commit cannot begin, or null.</summary>
    public string? Refusal(IReadOnlyList<FanOutStart> starts)
    {
        var run = session.Run;
        var connection = session.Connection;
        if (NewRuns.PlaceOf(connection, run.Id)!.Value.Depth >= RunTree.MaxDepth) return RunTree.TooDeep(run.Id);
        for (var i = 0; i < starts.Count; i++)
        {
            var start = starts[i];
            if (FanOutRules.Refusal(run.Id, start) is { } refusal) return refusal;
            if (FindRow(start.NodeId, start.Path, start.Attempt) is not { } row) return FanOutRules.NoRow(run.Id, start);
            if (connection[HasItems].Bind(row).ReadInt64() == 1) return FanOutRules.HasItems(run.Id, start);
            for (var earlier = 0; earlier < i; earlier++)
                if (IsSameRow(starts[earlier], start)) return FanOutRules.HasItems(run.Id, start);
            if (start.PreviousAttempt != 0 && Find(start.NodeId, start.Path, start.PreviousAttempt) is not { Counts.IsOver: true })
                return FanOutRules.NotOver(run.Id, start);
            foreach (var item in start.Items)
                if (connection[HasRun].Bind(item.RunId).ReadInt64() is not null) return RunTree.IdTaken(run.Id, item.RunId);
        }
        return null;
    }

    /// <summary>Begins a fan-out of the run at hand.</summary>
    public void Begin(FanOutStart start, long now)
    {
        var connection = session.Connection;
        var step = FindRow(start.NodeId, start.Path, start.Attempt)!.Value;
        session.Run.HasItems = true;
        if (start.PreviousAttempt == 0)
        {
            FanOutRow.Insert(connection, step, session.Run.Key, start, start.Items.Count, completed: 0);
            _items.Insert(step, start.Items);
        }
        else
        {
            var previous = FindRow(start.NodeId, start.Path, start.PreviousAttempt)!.Value;
            connection[DeleteFanOut].Bind(previous).Run();
            _items.Move(previous, step, start.Attempt, now);
            var (total, completed) = _items.Count(step);
            FanOutRow.Insert(connection, step, session.Run.Key, start, total, completed);
        }
        Dispatch(FanOutRow.Load(connection, step)!, now);
    }

    /// <summary>Breaks a fan-out of the run at hand off; an unknown one is passed over.</summary>
    public void Break(StepRef key, long now)
    {
        if (Find(key.NodeId, key.Path, key.Attempt) is { } fanOut) Break(fanOut, now);
    }

    /// <summary>Takes each run that runs an item of the run at hand in hand, one after the other.</summary>
    public void EachUnderWay(Action act)
    {
        foreach (var step in Open())
        {
            foreach (var id in _items.Running(step))
            {
                if (!session.Enter(id)) continue;
                act();
                session.Leave();
            }
        }
    }

    /// <summary>The run at hand goes on: so do its fan-outs.</summary>
    public void DispatchAll(long now)
    {
        foreach (var step in Open()) Dispatch(FanOutRow.Load(session.Connection, step)!, now);
    }

    /// <summary>The run at hand ends: nothing of its fan-outs goes on.</summary>
    public void BreakAll(long now)
    {
        foreach (var step in Open()) Break(FanOutRow.Load(session.Connection, step)!, now);
    }

    /// <summary>The run at hand runs an item and has ended; the item ends with it.</summary>
    public void EndItem(long now)
    {
        if (FindItem() is not { Status: FanOutItemStatus.Running } item) return;
        var (status, error) = session.Run.Status switch
        {
            RunStatus.Completed => (FanOutItemStatus.Completed, null),
            RunStatus.Failed => (FanOutItemStatus.Failed, item.Error),
            _ => (FanOutItemStatus.Skipped, FanOutRules.Cancelled(item.CancelReason)),
        };
        if (!session.Enter(item.Parent)) return;
        var fanOut = FanOutRow.Load(session.Connection, item.Step)!;
        _items.End(item.Id, status, error, now);
        AddItemEvent(fanOut, item.Key, RunEventKinds.ItemEnded, status, now);
        fanOut.Running--;
        if (status == FanOutItemStatus.Completed) fanOut.Completed++;
        else if (status == FanOutItemStatus.Failed) fanOut.Failed++;
        else fanOut.Skipped++;

        if (status == FanOutItemStatus.Completed) _items.Serve(item.Id);
        else if (status == FanOutItemStatus.Failed && fanOut.OnFailure == OnItemFailure.Halt) SkipPending(fanOut, FanOutRules.Halted, now);
        else fanOut.Skipped += _items.SkipPending(session.Run, fanOut, item.Id, FanOutRules.MissesDependency, now);
        Dispatch(fanOut, now);
        session.Leave();
    }

    private List<long> Open()
    {
        var open = new List<long>();
        var rows = session.Connection[SelectOpen].Bind(session.Run.Key);
        while (rows.Step()) open.Add(rows.Int64(0));
        return open;
    }

    /// <summary>Whether the failed run at hand may be retried for its item's sake.</summary>
    public bool IsRetryable()
        => !session.Run.IsItem
            || (FindItem() is { } item && FanOutRow.Load(session.Connection, item.Step) is { Counts.IsOver: false });

    /// <summary>The failed run at hand is retried; its item runs again.</summary>
    public void RunAgain(long now)
    {
        if (FindItem() is not { } item || !session.Enter(item.Parent)) return;
        var fanOut = FanOutRow.Load(session.Connection, item.Step)!;
        fanOut.Failed--;
        fanOut.Running++;
        _items.RunAgain(item.Id, now);
        AddItemEvent(fanOut, item.Key, RunEventKinds.ItemStarted, null, now);
        fanOut.Save(session.Connection);
        session.Leave();
    }

    /// <summary>Creates the runs of the next ready items, as many as may run; tells the run at hand when the fan-out is over. Saves.</summary>
    private void Dispatch(FanOutRow fanOut, long now)
    {
        // A run that is paused, or about to be, hands out no items.
        if (session.Run.Status == RunStatus.Suspended || session.Run.Requests.HasFlag(RunRequests.Pause))
        {
            Collect(fanOut, now);
            fanOut.Save(session.Connection);
            return;
        }
        var room = fanOut.MaxParallel == 0 ? int.MaxValue : fanOut.MaxParallel - fanOut.Running;
        if (room > 0) fanOut.Running += _items.Start(session.Run, fanOut, room, now);
        if (fanOut.Counts is { Running: 0, IsOver: false }) SkipPending(fanOut, FanOutRules.Circular, now);
        Collect(fanOut, now);
        fanOut.Save(session.Connection);
    }

    private void Break(FanOutRow fanOut, long now)
    {
        if (fanOut.Counts.IsOver) return;
        SkipPending(fanOut, FanOutRules.BrokenOff, now);
        Collect(fanOut, now);
        fanOut.Save(session.Connection);
        var parent = session.Run.Id;
        foreach (var id in _items.Running(fanOut.Step))
        {
            if (!session.Enter(id)) continue;
            // One that never ran ends here and now, and its item with it.
            Cancellation.Request(session, RunTree.ParentCancelled, parent.ToString(), force: false, now);
            session.Leave();
        }
    }

    private void SkipPending(FanOutRow fanOut, string why, long now)
        => fanOut.Skipped += _items.SkipPending(session.Run, fanOut, dependentsOf: null, why, now);

    private void Collect(FanOutRow fanOut, long now)
    {
        if (fanOut.IsCollected || !fanOut.Counts.IsOver) return;
        fanOut.IsCollected = true;
        var run = session.Run;
        if (run.EndedAt is null) session.AddEvent(RunEventKinds.FanOutCollected, now, FanOutRules.Collected(fanOut.Counts), fanOut.NodeId, fanOut.Path, fanOut.Attempt);
        if (!run.Status.IsTerminal()) session.Wake(now);
    }

    private void AddItemEvent(FanOutRow fanOut, string item, string kind, FanOutItemStatus? ended, long now)
    {
        if (session.Run.EndedAt is not null) return;
        session.AddEvent(kind, now, RunEventKinds.ItemDetail(FanOutRules.ItemType, item, ended), fanOut.NodeId, fanOut.Path, fanOut.Attempt);
    }

    private FanOutRow? Find(string nodeId, in IterationPath path, int attempt)
        => FindRow(nodeId, path, attempt) is { } step ? FanOutRow.Load(session.Connection, step) : null;

    /// <summary>The id of a step row of the run at hand; 0 when the commit at hand is about to insert it.</summary>
    private long? FindRow(string nodeId, in IterationPath path, int attempt)
    {
        var open = session.Run.Open;
        var hash = StepKey.Hash(nodeId, path, attempt);
        var index = open.IndexOf(hash);
        if (index < 0) index = session.Steps.Find(session.Run, nodeId, path, attempt, ref hash);
        return index < 0 ? null : open.Entries[index].Id;
    }

    private static bool IsSameRow(FanOutStart left, FanOutStart right)
        => left.Attempt == right.Attempt && left.NodeId == right.NodeId && left.Path == right.Path;

    private Item? FindItem()
    {
        var row = session.Connection[SelectItem].Bind(session.Run.Key);
        if (!row.Step()) return null;
        var item = new Item(
            row.Int64(0), row.Text(1), row.Int64(2), row.RunId(3), StatusTexts.ParseFanOutItemStatus(row.Text(4)), row.TextOrNull(5), row.TextOrNull(6));
        row.Reset();
        return item;
    }

    private sealed record Item(long Id, string Key, long Step, RunId Parent, FanOutItemStatus Status, string? Error, string? CancelReason);
}
