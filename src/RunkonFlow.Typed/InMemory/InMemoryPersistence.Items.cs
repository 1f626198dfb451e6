using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    private readonly Dictionary<long, ItemRow> _items = [];
    private long _itemId;

    /// <inheritdoc/>
    public ValueTask<long> InsertFanOutItemAsync(RunFence fence, long stepId, NewFanOutItem item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (_lock)
        {
            var run = Fenced(fence);
            var step = FindStep(stepId) is { } found && found.Run == run ? found : throw NoStep(stepId);
            var extras = step.Extras ??= new();
            if (extras.FanOut is not null) throw new ConflictException(FanOutRules.IsHandedOut(item.ItemId));
            foreach (var existing in extras.Items)
                if (existing.Type == item.ItemType && existing.ItemId == item.ItemId) return new(existing.Id);

            if (extras.Items.Count == 0) (run.Extras ??= new()).FanOuts.Add(step);
            var row = new ItemRow(++_itemId, step, item with { Context = new Dictionary<string, string>(item.Context) });
            extras.Items.Add(row);
            _items.Add(row.Id, row);
            Advance(run);
            return new(row.Id);
        }
    }

    /// <inheritdoc/>
    public ValueTask BatchUpdateFanOutItemsAsync(
        RunFence fence, IReadOnlyList<FanOutItemWrite> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Count == 0) return default;
        lock (_lock)
        {
            var run = Fenced(fence);
            foreach (var write in writes)
                if (FindItem(run, write.ItemId) is null) throw new NotFoundException($"Run {run.Id} has no fan-out item {write.ItemId}.");
            if (ItemRefusal(run, writes) is { } reason) throw new ConflictException(reason);
            var now = Now();
            foreach (var write in writes) Apply(_items[write.ItemId], write, now);
            Advance(run);
            return default;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FanOutItem>> GetFanOutItemsAsync(
        long stepId, FanOutItemStatus? status = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (FindStep(stepId)?.Extras is not { } extras) return new([]);
            return new(extras.Items.Where(item => status is null || item.Status == status).Select(item => item.ToItem()).ToArray());
        }
    }

    private ItemRow? FindItem(RunRow run, long id) => _items.TryGetValue(id, out var item) && item.Step.Run == run ? item : null;

    /// <summary>Why the tables refuse a list of item writes, or null. Each write sees what those before it leave.</summary>
    private string? ItemRefusal(RunRow run, IReadOnlyList<FanOutItemWrite> writes)
    {
        for (var i = 0; i < writes.Count; i++)
        {
            var write = writes[i];
            if (FindItem(run, write.ItemId) is not { } item) return $"Run {run.Id} has no fan-out item {write.ItemId}.";
            if (item.Step.Extras!.FanOut is not null) return FanOutRules.IsHandedOut(item.ItemId);
            var from = item.Status;
            for (var earlier = 0; earlier < i; earlier++)
                if (writes[earlier].ItemId == write.ItemId) from = writes[earlier].Status;
            if (from != write.Status && !Transitions.IsAllowed(from, write.Status))
                return $"Item '{item.ItemId}' of run {run.Id} is {from.ToText()} and cannot become {write.Status.ToText()}.";
            if (write.Status == FanOutItemStatus.Pending) return $"Item '{item.ItemId}' of run {run.Id} cannot be made pending.";
        }
        return null;
    }

    private static void Apply(ItemRow item, FanOutItemWrite write, long now)
    {
        if (item.Status.IsTerminal()) return;
        item.Status = write.Status;
        if (write.Status == FanOutItemStatus.Running)
        {
            (item.DispatchedAt, item.ChildRunId) = (now, write.ChildRunId ?? "");
            item.Step.Run.Events.AddStep(RunEventKinds.ItemStarted, item.Step, RunEventKinds.ItemDetail(item.Type, item.ItemId, null), StoreTime.None, now);
            return;
        }
        item.CompletedAt = now;
        item.Step.Run.Events.AddStep(RunEventKinds.ItemEnded, item.Step, RunEventKinds.ItemDetail(item.Type, item.ItemId, write.Status), StoreTime.None, now);
    }
}
