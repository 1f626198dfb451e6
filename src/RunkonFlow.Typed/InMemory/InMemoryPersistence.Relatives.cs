using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// What a run does to its children in its own commit, and what a child's end does to its parent.
public sealed partial class InMemoryPersistence
{
    /// <summary>Why children cannot be created, or null.</summary>
    private string? ChildRefusal(RunRow run, List<NewRun> children)
    {
        if (run.Depth >= RunTree.MaxDepth) return RunTree.TooDeep(run.Id);
        for (var i = 0; i < children.Count; i++)
        {
            var child = children[i];
            if (FindRun(child.Id) is { } known)
            {
                if (known.Parent != run) return RunTree.IdTaken(run.Id, child.Id);
                continue;
            }
            if (child.Key is not { } key) continue;
            if (_keys.ContainsKey((run.Bucket.Key.Namespace, child.WorkflowName, key))) return RunTree.KeyTaken(run.Id, child);
            for (var earlier = 0; earlier < i; earlier++)
                if (children[earlier].Key == key && children[earlier].WorkflowName == child.WorkflowName) return RunTree.KeyTaken(run.Id, child);
        }
        return null;
    }

    private void Start(RunRow run, NewRun child, long now)
    {
        if (FindRun(child.Id) is not null) return;
        Create(RunTree.Under(child, run.Id, run.Bucket.Key.Namespace, run.DryRun));
        run.Events.AddNode(RunEventKinds.ChildStarted, child.ParentNode, child.Id.ToString(), now);
    }

    private void CancelChild(RunRow run, ChildCancel cancel, long now)
    {
        if (FindRun(cancel.RunId) is { } child && child.Parent == run) Cancel(child, cancel.Reason, run.Id.ToString(), force: false, now);
    }

    /// <summary>A run has ended: who waits for it learns of it in the same transaction. A parent that has ended itself does not.</summary>
    private void TellParent(RunRow run, long now)
    {
        if (run.Item is { } item) EndItem(item, run, now);
        else if (run.ParentNode is { } node && run.Parent is { } parent && !parent.Status.IsTerminal())
        {
            parent.Events.AddNode(RunEventKinds.ChildEnded, node, RunTree.EndDetail(run.Id, run.Status), now);
            Wake(parent, now);
        }
    }
}
