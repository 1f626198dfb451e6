using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>Fan-out items as commits and named operations write them.</summary>
internal sealed class ItemRows(Connection connection)
{
    private const string SelectItem =
        """
        SELECT item.item_type, item.item_id, item.status, step.node_id, step.path, step.attempt, item.run_id IS NOT NULL
        FROM item
        JOIN step ON step.id = item.step
        WHERE item.id = ?1 AND step.run = ?2
        """;

    private const string SelectOpen =
        """
        SELECT item.id
        FROM step
        JOIN item ON item.step = step.id
        WHERE step.run = ?1 AND item.status IN ('pending', 'running') AND item.run_id IS NULL
        ORDER BY item.step, item.id
        """;

    private const string StartItem = "UPDATE item SET status = 'running', dispatched_at = ?2, child_run = ?3 WHERE id = ?1";

    private const string EndItem = "UPDATE item SET status = ?2, completed_at = ?3 WHERE id = ?1";

    private const string SelectId = "SELECT id FROM item WHERE step = ?1 AND item_type = ?2 AND item_id = ?3";

    private const string InsertItem =
        """
        INSERT INTO item (step, item_type, item_id, item_ref, status, context)
        VALUES (?1, ?2, ?3, ?4, 'pending', ?5)
        """;

    /// <summary>Inserts an item unless its step has it; gives its id and whether it is new.</summary>
    public (long Id, bool IsNew) Insert(long step, NewFanOutItem item)
    {
        if (connection[SelectId].Bind(step).Bind(item.ItemType).Bind(item.ItemId).ReadInt64() is { } known) return (known, false);
        connection[InsertItem].Bind(step).Bind(item.ItemType).Bind(item.ItemId).Bind(item.ItemRef).Bind(ItemContext.ToJson(item.Context)).Run();
        return (connection.LastInsertId, true);
    }

    /// <summary>Why the tables refuse a list of writes, or null. Each write sees what those before it leave.</summary>
    public string? Refusal(RunRow run, IReadOnlyList<FanOutItemWrite> writes)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            var write = writes[i];
            if (Find(run, write.ItemId) is not { } item) return Missing.Item(run.Id, write.ItemId).Message;
            if (item.IsHandedOut) return FanOutRules.IsHandedOut(item.Id);
            var from = item.Status;
            for (var earlier = 0; earlier < i; earlier++)
                if (writes[earlier].ItemId == write.ItemId) from = writes[earlier].Status;
            if (from != write.Status && !Transitions.IsAllowed(from, write.Status))
                return $"Item '{item.Id}' of run {run.Id} is {from.ToText()} and cannot become {write.Status.ToText()}.";
            if (write.Status == FanOutItemStatus.Pending) return $"Item '{item.Id}' of run {run.Id} cannot be made pending.";
        }
        return null;
    }

    public bool Exists(RunRow run, long id) => Find(run, id) is not null;

    public void Write(WriteSession session, IReadOnlyList<FanOutItemWrite> writes, long now)
    {
        foreach (var write in writes) Write(session, write, now);
    }

    /// <summary>Skips what is left of the loaded run's items that were inserted by name.</summary>
    public void SkipOpen(WriteSession session, long now)
    {
        var open = new List<long>();
        var rows = connection[SelectOpen].Bind(session.Run.Key);
        while (rows.Step()) open.Add(rows.Int64(0));
        foreach (var id in open) Write(session, new FanOutItemWrite(id, FanOutItemStatus.Skipped), now);
    }

    private void Write(WriteSession session, FanOutItemWrite write, long now)
    {
        var item = Find(session.Run, write.ItemId)!.Value;
        if (item.Status.IsTerminal()) return;
        if (write.Status == FanOutItemStatus.Running)
        {
            connection[StartItem].Bind(write.ItemId).Bind(now).Bind(write.ChildRunId ?? "").Run();
            AddEvent(session, item, RunEventKinds.ItemStarted, null, now);
            return;
        }
        connection[EndItem].Bind(write.ItemId).Bind(write.Status.ToText()).Bind(now).Run();
        AddEvent(session, item, RunEventKinds.ItemEnded, write.Status, now);
    }

    private static void AddEvent(WriteSession session, in Item item, string kind, FanOutItemStatus? ended, long now)
        => session.AddEvent(kind, now, RunEventKinds.ItemDetail(item.Type, item.Id, ended), item.Node, item.Path, item.Attempt);

    private Item? Find(RunRow run, long id)
    {
        var row = connection[SelectItem].Bind(id).Bind(run.Key);
        if (!row.Step()) return null;
        var item = new Item(row.Text(0), row.Text(1), StatusTexts.ParseFanOutItemStatus(row.Text(2)), row.Text(3), row.Text(4), row.Int32(5), row.Bool(6));
        row.Reset();
        return item;
    }

    private readonly record struct Item(string Type, string Id, FanOutItemStatus Status, string Node, string Path, int Attempt, bool IsHandedOut);
}
