using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// Fan-outs that commits begin: the store hands their items out.
public sealed partial class InMemoryPersistence
{
    private static readonly Dictionary<string, string> s_noContext = [];

    /// <summary>Why fan-outs cannot begin, or null.</summary>
    private string? FanOutRefusal(RunRow run, RunCommit commit)
    {
        if (run.Depth >= RunTree.MaxDepth) return RunTree.TooDeep(run.Id);
        for (var i = 0; i < commit.FanOuts.Count; i++)
        {
            var start = commit.FanOuts[i];
            if (FanOutRules.Refusal(run.Id, start) is { } refusal) return refusal;
            var row = run.Steps.Find(start.NodeId, start.Path, start.Attempt);
            if (row is null && !commit.Steps.Exists(step => IsRowOf(step.NodeId, step.Path, step.Attempt, start))) return FanOutRules.NoRow(run.Id, start);
            if (row?.Extras is { } extras && (extras.FanOut is not null || extras.Items.Count > 0)) return FanOutRules.HasItems(run.Id, start);
            for (var earlier = 0; earlier < i; earlier++)
                if (IsRowOf(commit.FanOuts[earlier].NodeId, commit.FanOuts[earlier].Path, commit.FanOuts[earlier].Attempt, start)) return FanOutRules.HasItems(run.Id, start);
            if (start.PreviousAttempt != 0 && FindFanOut(run, start.NodeId, start.Path, start.PreviousAttempt) is not { Counts.IsOver: true })
                return FanOutRules.NotOver(run.Id, start);
            foreach (var item in start.Items)
                if (FindRun(item.RunId) is not null) return RunTree.IdTaken(run.Id, item.RunId);
        }
        return null;
    }

    private static bool IsRowOf(string nodeId, in IterationPath path, int attempt, FanOutStart start)
        => attempt == start.Attempt && nodeId == start.NodeId && path == start.Path;

    private static FanOut? FindFanOut(RunRow run, string nodeId, in IterationPath path, int attempt)
        => run.Steps.Find(nodeId, path, attempt)?.Extras?.FanOut;

    private void Begin(RunRow run, FanOutStart start, long now)
    {
        var step = run.Steps.Find(start.NodeId, start.Path, start.Attempt)!;
        var extras = step.Extras ??= new();
        (run.Extras ??= new()).FanOuts.Add(step);
        if (start.PreviousAttempt == 0) AddItems(step, start);
        else MoveItems(run.Steps.Find(start.NodeId, start.Path, start.PreviousAttempt)!, step, now);
        var fanOut = extras.FanOut = new(start, step);
        fanOut.Begin();
        Dispatch(fanOut, now);
    }

    private void AddItems(StepRow step, FanOutStart start)
    {
        var items = step.Extras!.Items;
        foreach (var one in start.Items)
        {
            var item = new ItemRow(++_itemId, step, new(FanOutRules.ItemType, one.Key, one.Key, s_noContext))
            {
                RunId = one.RunId,
                Json = one.Item.ToArray(),
                Input = one.Input.IsEmpty ? null : one.Input.ToArray(),
            };
            items.Add(item);
            _items.Add(item.Id, item);
        }
        for (var i = 0; i < items.Count; i++)
            foreach (var place in start.Items[i].DependsOn.Distinct()) items[place].Dependents.Add(items[i]);
    }

    private static void MoveItems(StepRow from, StepRow to, long now)
    {
        foreach (var item in from.Extras!.Items)
        {
            item.Step = to;
            to.Extras!.Items.Add(item);
            if (item.Status == FanOutItemStatus.Completed) continue;
            if (item.Run is not null) item.RunId = FanOutRules.NextRunId(item.RunId, to.Attempt, now);
            (item.Run, item.ChildRunId, item.Error, item.Status) = (null, null, null, FanOutItemStatus.Pending);
            (item.DispatchedAt, item.CompletedAt) = (StoreTime.None, StoreTime.None);
        }
        from.Extras.Items.Clear();
        from.Extras.FanOut = null;
    }

    /// <summary>Creates the runs of the next ready items, as many as may run; tells the fan-out's run when it is over.</summary>
    private void Dispatch(FanOut fanOut, long now)
    {
        var isPaused = IsPaused(fanOut.Step.Run);
        while (!isPaused && fanOut.Next() is { } item)
        {
            fanOut.Move(item, FanOutItemStatus.Running);
            (item.DispatchedAt, item.ChildRunId) = (now, item.RunId.ToString());
            AddItemEvent(item, RunEventKinds.ItemStarted, null, now);
            CreateRun(fanOut, item);
        }
        if (!isPaused && fanOut.Counts is { Running: 0, IsOver: false }) SkipPending(fanOut, FanOutRules.Circular, now);
        Collect(fanOut, now);
    }

    private void CreateRun(FanOut fanOut, ItemRow item)
    {
        var parent = fanOut.Step.Run;
        item.Run = Create(new()
        {
            Id = item.RunId,
            WorkflowName = fanOut.WorkflowName,
            WorkflowVersion = fanOut.WorkflowVersion,
            WorkflowTitle = fanOut.WorkflowTitle,
            ParentWorkflowRunId = parent.Id,
            ParentNode = fanOut.ParentNode,
            DryRun = parent.DryRun,
            Input = item.Input ?? item.Json,
            Namespace = parent.Bucket.Key.Namespace,
            Queue = parent.Bucket.Key.Queue,
            Priority = parent.Priority,
            TraceParent = parent.TraceParent,
        });
        (item.Run.Item, item.Run.ItemNode) = (item, fanOut.ItemNode);
    }

    private static void Collect(FanOut fanOut, long now)
    {
        if (fanOut.IsCollected || !fanOut.Counts.IsOver) return;
        fanOut.IsCollected = true;
        var run = fanOut.Step.Run;
        if (run.EndedAt == StoreTime.None) run.Events.AddStep(RunEventKinds.FanOutCollected, fanOut.Step, FanOutRules.Collected(fanOut.Counts), StoreTime.None, now);
        if (!run.Status.IsTerminal()) Wake(run, now);
    }

    /// <summary>The run of an item has ended, and the item with it.</summary>
    private void EndItem(ItemRow item, RunRow run, long now)
    {
        if (item.Run != run || item.Status != FanOutItemStatus.Running) return;
        var fanOut = item.Step.Extras!.FanOut!;
        var (status, error) = run.Status switch
        {
            RunStatus.Completed => (FanOutItemStatus.Completed, null),
            RunStatus.Failed => (FanOutItemStatus.Failed, run.Error),
            _ => (FanOutItemStatus.Skipped, FanOutRules.Cancelled(run.CancelRequest?.Reason)),
        };
        End(fanOut, item, status, error, now);
        if (status == FanOutItemStatus.Completed)
        {
            foreach (var dependent in item.Dependents)
            {
                dependent.Waits--;
                fanOut.MakeReady(dependent);
            }
        }
        else if (status == FanOutItemStatus.Failed && fanOut.OnFailure == OnItemFailure.Halt) SkipPending(fanOut, FanOutRules.Halted, now);
        else SkipDependents(fanOut, item, now);
        Dispatch(fanOut, now);
    }

    private static void End(FanOut fanOut, ItemRow item, FanOutItemStatus status, string? error, long now)
    {
        fanOut.Move(item, status);
        (item.CompletedAt, item.Error) = (now, error);
        AddItemEvent(item, RunEventKinds.ItemEnded, status, now);
    }

    private static void SkipPending(FanOut fanOut, string why, long now)
    {
        foreach (var item in fanOut.Items)
            if (item.Status == FanOutItemStatus.Pending) End(fanOut, item, FanOutItemStatus.Skipped, why, now);
    }

    private static void SkipDependents(FanOut fanOut, ItemRow item, long now)
    {
        if (item.Dependents.Count == 0) return;
        var found = new SortedDictionary<long, ItemRow>();
        var open = new Stack<ItemRow>(item.Dependents);
        while (open.TryPop(out var next))
        {
            if (next.Status != FanOutItemStatus.Pending || !found.TryAdd(next.Id, next)) continue;
            foreach (var dependent in next.Dependents) open.Push(dependent);
        }
        foreach (var dependent in found.Values) End(fanOut, dependent, FanOutItemStatus.Skipped, FanOutRules.MissesDependency, now);
    }

    /// <summary>Skips what is pending of a fan-out, and asks the runs of what is running to cancel.</summary>
    private void Break(FanOut fanOut, long now)
    {
        if (fanOut.Counts.IsOver) return;
        SkipPending(fanOut, FanOutRules.BrokenOff, now);
        foreach (var item in fanOut.Items)
            if (item.Status == FanOutItemStatus.Running) Cancel(item.Run!, RunTree.ParentCancelled, fanOut.Step.Run.Id.ToString(), force: false, now);
        Collect(fanOut, now);
    }

    /// <summary>Whether a failed run may be retried for its item's sake; the item runs again then.</summary>
    private static bool IsRetryable(RunRow run)
        => run.Item is not { } item || (item.Run == run && item.Step.Extras!.FanOut is { Counts.IsOver: false });

    private static void RunAgain(ItemRow item, long now)
    {
        item.Step.Extras!.FanOut!.Move(item, FanOutItemStatus.Running);
        (item.DispatchedAt, item.CompletedAt, item.Error) = (now, StoreTime.None, null);
        AddItemEvent(item, RunEventKinds.ItemStarted, null, now);
    }

    private static void AddItemEvent(ItemRow item, string kind, FanOutItemStatus? ended, long now)
    {
        var run = item.Step.Run;
        if (run.EndedAt == StoreTime.None) run.Events.AddStep(kind, item.Step, RunEventKinds.ItemDetail(item.Type, item.ItemId, ended), StoreTime.None, now);
    }
}
