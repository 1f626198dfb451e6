using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

public sealed partial class SqlitePersistence
{
    private const string SelectItems =
        """
        SELECT id, item_type, item_id, item_ref, child_run, status, dispatched_at, completed_at, context
        FROM item
        WHERE step = ?1 AND (?2 IS NULL OR status = ?2)
        ORDER BY id
        """;

    /// <inheritdoc/>
    public ValueTask<long> InsertFanOutItemAsync(RunFence fence, long stepId, NewFanOutItem item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        return WriteAsync(session =>
        {
            var run = session.Load(fence);
            if (NamedStep.Find(session.Connection, stepId) is not { } step || step.Run != run.Key) throw Missing.Step(stepId);
            if (FanOutRow.Load(session.Connection, stepId) is not null) throw new ConflictException(FanOutRules.IsHandedOut(item.ItemId));
            var (id, isNew) = session.Items.Insert(stepId, item);
            if (!isNew) return id;
            run.HasItems = true;
            session.SaveAdvanced();
            return id;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask BatchUpdateFanOutItemsAsync(
        RunFence fence, IReadOnlyList<FanOutItemWrite> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count > 0) await WriteAsync(session => UpdateItems(session, fence, writes), cancellationToken).ConfigureAwait(false);
    }

    private static long UpdateItems(WriteSession session, RunFence fence, IReadOnlyList<FanOutItemWrite> writes)
    {
        var run = session.Load(fence);
        foreach (var write in writes)
            if (!session.Items.Exists(run, write.ItemId)) throw Missing.Item(run.Id, write.ItemId);
        if (session.Items.Refusal(run, writes) is { } reason) throw new ConflictException(reason);
        session.Items.Write(session, writes, session.Now);
        return session.SaveAdvanced();
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FanOutItem>> GetFanOutItemsAsync(
        long stepId, FanOutItemStatus? status = null, CancellationToken cancellationToken = default)
        => ReadAsync((stepId, status), static IReadOnlyList<FanOutItem> (connection, asked) => ReadItems(connection, asked.stepId, asked.status), cancellationToken);

    private static List<FanOutItem> ReadItems(Connection connection, long stepId, FanOutItemStatus? status)
    {
        var items = new List<FanOutItem>();
        var rows = connection[SelectItems].Bind(stepId).Bind(status?.ToText());
        while (rows.Step())
        {
            items.Add(new(
                rows.Int64(0), stepId, rows.Text(1), rows.Text(2), rows.Text(3), rows.TextOrNull(4),
                StatusTexts.ParseFanOutItemStatus(rows.Text(5)), rows.TimeOrNull(6), rows.TimeOrNull(7), ItemContext.Parse(rows.Text(8))));
        }
        return items;
    }
}
