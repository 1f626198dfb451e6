using System.Globalization;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;
using RunkonFlow.Typed.SqlServer.Writing;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public async ValueTask<long> InsertFanOutItemAsync(RunFence fence, long stepId, NewFanOutItem item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        var call = new Call("insert_item_v1")
            .Id("run_id", fence.RunId).Long("generation", fence.Generation).Long("step_id", stepId).Text("item_type", item.ItemType, 200)
            .Text("item_id", item.ItemId, 400).Text("item_ref", item.ItemRef, 400).LongText("context", ItemContext.ToJson(item.Context));
        var (code, id) = await ReadRowAsync(call, static row => (row.GetInt32(0), row.LongOrNull(1) ?? 0), default, cancellationToken).ConfigureAwait(false);
        return code switch
        {
            0 => id,
            1 => throw Missing.Run(fence.RunId),
            2 => throw new LeaseLostException(fence.RunId, fence.Generation),
            3 => throw Missing.Step(stepId),
            _ => throw new ConflictException(FanOutRules.IsHandedOut(item.ItemId)),
        };
    }

    /// <inheritdoc/>
    public async ValueTask BatchUpdateFanOutItemsAsync(
        RunFence fence, IReadOnlyList<FanOutItemWrite> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count == 0) return;
        var rows = new TableRows(TableType.Items);
        for (var i = 0; i < writes.Count; i++) rows.Int(0).Int(i).Long(writes[i].ItemId).Byte((byte)writes[i].Status).Text(writes[i].ChildRunId);
        var call = new Call("update_items_v1").Id("run_id", fence.RunId).Long("generation", fence.Generation).Texts("items", rows).Guid("call_id", Guid.NewGuid());
        var (code, missing, reason, text, from, to) = await ReadRowAsync(
            call, static row => (row.GetInt32(0), row.LongOrNull(1), row.GetByte(2), row.TextOrNull(3), row.IntOrNull(4) ?? 0, row.IntOrNull(5) ?? 0), default, cancellationToken)
            .ConfigureAwait(false);
        switch (code)
        {
            case 0: return;
            case 1: throw Missing.Run(fence.RunId);
            case 2: throw new LeaseLostException(fence.RunId, fence.Generation);
            case 3: throw new NotFoundException(RefusalText.NoItem(fence.RunId, missing!.Value.ToString(CultureInfo.InvariantCulture)));
            default: throw new ConflictException(RefusalText.OfItem(reason, fence.RunId, text, from, to));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FanOutItem>> GetFanOutItemsAsync(
        long stepId, FanOutItemStatus? status = null, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(
            new Call("get_items_v1").Long("step_id", stepId).Byte("status", (byte?)status),
            row => new FanOutItem(
                row.GetInt64(0), stepId, row.GetString(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), (FanOutItemStatus)row.GetByte(5),
                row.TimeOrNull(6), row.TimeOrNull(7), ItemContext.Parse(row.GetString(8))),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredOutcome>> GetOutcomesAsync(RunId id, StepRef fanOut, CancellationToken cancellationToken = default)
        => await ReadRowsAsync(
            new Call("get_outcomes_v1").Id("run_id", id).Hash("operation", Hashes.Operation(fanOut.NodeId, fanOut.Path)).Int("attempt", fanOut.Attempt),
            static row => new StoredOutcome(row.GetString(0), (FanOutItemStatus)row.GetByte(1), row.Bytes(2), row.Bytes(3), row.TextOrNull(4)),
            cancellationToken).ConfigureAwait(false);
}
