using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>A fan-out that the store hands out: how it is done, how far it is, and which item is next.</summary>
internal sealed class FanOut(FanOutStart start, StepRow step)
{
    private readonly PriorityQueue<ItemRow, long> _ready = new();
    private int _running;
    private int _completed;
    private int _failed;
    private int _skipped;

    public StepRow Step { get; } = step;

    public int MaxParallel { get; } = start.MaxParallel;

    public OnItemFailure OnFailure { get; } = start.OnFailure;

    public string WorkflowName { get; } = start.WorkflowName;

    public int WorkflowVersion { get; } = start.WorkflowVersion;

    public string WorkflowTitle { get; } = start.WorkflowTitle;

    public string ItemNode { get; } = start.ItemNode;

    public string ParentNode { get; } = RunTree.ParentNode(step.NodeId, step.Path);

    public List<ItemRow> Items => Step.Extras!.Items;

    public FanOutCounts Counts => new(Items.Count, _running, _completed, _failed, _skipped);

    /// <summary>Its run was told that it is over.</summary>
    public bool IsCollected { get; set; }

    /// <summary>Counts the items as they stand and finds those that are ready.</summary>
    public void Begin()
    {
        foreach (var item in Items) item.Waits = 0;
        foreach (var item in Items)
            if (item.Status != FanOutItemStatus.Completed)
                foreach (var dependent in item.Dependents) dependent.Waits++;
        foreach (var item in Items)
        {
            Count(item.Status, by: 1);
            MakeReady(item);
        }
    }

    public void Move(ItemRow item, FanOutItemStatus to)
    {
        Count(item.Status, by: -1);
        item.Status = to;
        Count(to, by: 1);
    }

    public void MakeReady(ItemRow item)
    {
        if (item is { Status: FanOutItemStatus.Pending, Waits: 0 }) _ready.Enqueue(item, item.Id);
    }

    /// <summary>The next item to run, or null when none is ready or enough are running.</summary>
    public ItemRow? Next()
    {
        if (MaxParallel > 0 && _running >= MaxParallel) return null;
        while (_ready.TryDequeue(out var item, out _))
            if (item.Status == FanOutItemStatus.Pending) return item;
        return null;
    }

    private void Count(FanOutItemStatus status, int by)
    {
        switch (status)
        {
            case FanOutItemStatus.Running: _running += by; break;
            case FanOutItemStatus.Completed: _completed += by; break;
            case FanOutItemStatus.Failed: _failed += by; break;
            case FanOutItemStatus.Skipped: _skipped += by; break;
        }
    }
}
