using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>What a run does to its children in its own commit, and what a child's end does to its parent.</summary>
internal sealed class Relatives(WriteSession session)
{
    private const string SelectParentOf = "SELECT parent FROM run_detail JOIN run ON run.key = run_detail.run WHERE run.id = ?1";

    private const string SelectPlace =
        "SELECT r.namespace, d.dry_run, d.root, d.depth FROM run AS r JOIN run_detail AS d ON d.run = r.key WHERE r.key = ?1";

    private const string SelectParentNode = "SELECT parent, parent_node FROM run_detail WHERE run = ?1";

    /// <summary>Why children of the run at hand cannot be created, or null.</summary>
    public string? Refusal(List<NewRun> children)
    {
        var run = session.Run;
        var connection = session.Connection;
        if (NewRuns.PlaceOf(connection, run.Id)!.Value.Depth >= RunTree.MaxDepth) return RunTree.TooDeep(run.Id);
        var (@namespace, _, _) = OwnPlace();
        for (var i = 0; i < children.Count; i++)
        {
            var child = children[i];
            if (FindParent(child.Id) is (true, var parent))
            {
                if (parent != run.Id) return RunTree.IdTaken(run.Id, child.Id);
                continue;
            }
            if (child.Key is not { } key) continue;
            if (NewRuns.FindByKey(connection, @namespace, child.WorkflowName, key) is not null) return RunTree.KeyTaken(run.Id, child);
            for (var earlier = 0; earlier < i; earlier++)
                if (children[earlier].Key == key && children[earlier].WorkflowName == child.WorkflowName) return RunTree.KeyTaken(run.Id, child);
        }
        return null;
    }

    /// <summary>Creates children of the run at hand.</summary>
    public void Start(List<NewRun> children, long now)
    {
        var run = session.Run;
        var (@namespace, dryRun, place) = OwnPlace();
        foreach (var child in children)
        {
            if (FindParent(child.Id).Exists) continue;
            NewRuns.Insert(session.Connection, RunTree.Under(child, run.Id, @namespace, dryRun), place with { Depth = place.Depth + 1 }, now);
            session.AddEvent(RunEventKinds.ChildStarted, now, child.Id.ToString(), child.ParentNode, child.ParentNode is null ? null : "");
        }
    }

    /// <summary>Asks children of the run at hand to cancel.</summary>
    public void Cancel(List<ChildCancel> cancels, long now)
    {
        var parent = session.Run.Id;
        foreach (var cancel in cancels)
        {
            if (FindParent(cancel.RunId).Parent != parent || !session.Enter(cancel.RunId)) continue;
            Cancellation.Request(session, cancel.Reason, parent.ToString(), force: false, now);
            session.Leave();
        }
    }

    /// <summary>The run at hand has ended: who waits for it learns of it in the same transaction. A parent that has ended itself does not.</summary>
    public void TellParent(long now)
    {
        if (session.Run.IsItem)
        {
            session.FanOuts.EndItem(now);
            return;
        }
        var (child, status) = (session.Run.Id, session.Run.Status);
        var row = session.Connection[SelectParentNode].Bind(session.Run.Key);
        row.Step();
        var (parent, node) = (row.RunId(0), row.Text(1));
        row.Reset();
        if (!session.Enter(parent)) return;
        if (!session.Run.Status.IsTerminal())
        {
            session.AddEvent(RunEventKinds.ChildEnded, now, RunTree.EndDetail(child, status), node, "");
            session.Wake(now);
        }
        session.Leave();
    }

    private (string Namespace, bool DryRun, TreePlace Place) OwnPlace()
    {
        var row = session.Connection[SelectPlace].Bind(session.Run.Key);
        row.Step();
        var place = (row.Text(0), row.Bool(1), new TreePlace(row.RunId(2), row.Int32(3)));
        row.Reset();
        return place;
    }

    private (bool Exists, RunId? Parent) FindParent(RunId id)
    {
        var row = session.Connection[SelectParentOf].Bind(id);
        if (!row.Step()) return (false, null);
        var parent = row.IsNull(0) ? (RunId?)null : row.RunId(0);
        row.Reset();
        return (true, parent);
    }
}
