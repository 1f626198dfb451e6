using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>A batch of commits as rows of the table types.</summary>
internal sealed class CommitTables
{
    private const int StepsPart = 1;
    private const int ValuesPart = 2;
    private const int ItemsPart = 4;
    private const int ChildrenPart = 8;
    private const int CancelsPart = 16;
    private const int SignalsPart = 32;
    private const int BreaksPart = 64;
    private const int ProgressPart = 128;
    private const int LimitsPart = 256;
    private const int FanOutsPart = 512;
    private const int RepliesPart = 1024;

    private readonly TableRows _commits = new(TableType.Commits);
    private readonly TableRows _steps = new(TableType.Steps);
    private readonly TableRows _values = new(TableType.Values);
    private readonly TableRows _items = new(TableType.Items);
    private readonly TableRows _children = new(TableType.Children);
    private readonly TableRows _tags = new(TableType.Texts);
    private readonly TableRows _notes = new(TableType.Notes);
    private readonly TableRows _fanOuts = new(TableType.FanOuts);
    private readonly TableRows _fanOutItems = new(TableType.FanOutItems);
    private readonly TableRows _dependencies = new(TableType.Dependencies);
    private int _allParts;

    /// <summary>Adds a commit; its number is its place in the batch.</summary>
    public void Add(int number, CommitRequest request)
    {
        var commit = request.Commit;
        var parts = Parts(commit);
        _allParts |= parts;
        _commits.Add(
            number, commit.RunId.ToString(), commit.Generation, commit.Sequence, Hashes.Bytes(request.Digest), (byte)commit.Status, (byte)commit.SuspendReason,
            commit.Releases, Cell.Time(commit.DueAt), commit.SeenInbox, commit.MakesProgress, commit.IsFinalizing, Cell.Time(commit.FinalizersDueAt),
            commit.Shape, Cell.BytesOrNull(commit.Frame), Cell.BytesOrNull(commit.Output), Cell.BytesOrNull(commit.Failure), commit.Error,
            commit.FinalizerError, commit.AtNode, Refusal(commit) is not null, parts, commit.TrimBefore);
        for (var i = 0; i < commit.Steps.Count; i++) AddStep(number, i, commit.Steps[i]);
        AddValues(number, commit);
        for (var i = 0; i < commit.Items.Count; i++) _items.Add(number, i, commit.Items[i].ItemId, (byte)commit.Items[i].Status, commit.Items[i].ChildRunId);
        for (var i = 0; i < commit.Children.Count; i++) AddChild(number, i, commit.Children[i]);
        AddNotes(number, commit);
        for (var i = 0; i < commit.FanOuts.Count; i++) AddFanOut(number, i, commit.FanOuts[i], request);
    }

    /// <summary>The call that applies the batch: the smaller procedure when it is enough.</summary>
    public Call ToCall()
    {
        var call = new Call((_allParts & ~(StepsPart | ValuesPart)) == 0 ? "commit_steps_v1" : "commit_runs_v1")
            .Table("commits", _commits).Table("steps", _steps).Table("values", _values);
        if (call.Procedure == "commit_steps_v1") return call;
        return call
            .Table("items", _items).Table("children", _children).Table("tags", _tags).Table("notes", _notes)
            .Table("fan_outs", _fanOuts).Table("fan_out_items", _fanOutItems).Table("dependencies", _dependencies);
    }

    private static int Parts(RunCommit commit)
        => (commit.Steps.Count > 0 ? StepsPart : 0) | (commit.NewValues.Count + commit.DroppedValues.Count > 0 ? ValuesPart : 0)
            | (commit.Items.Count > 0 ? ItemsPart : 0) | (commit.Children.Count > 0 ? ChildrenPart : 0)
            | (commit.CancelledChildren.Count > 0 ? CancelsPart : 0) | (commit.TakenSignals.Count > 0 ? SignalsPart : 0)
            | (commit.BrokenFanOuts.Count > 0 ? BreaksPart : 0) | (commit.Progress.Count > 0 ? ProgressPart : 0)
            | (commit.Limits.Count > 0 ? LimitsPart : 0) | (commit.FanOuts.Count > 0 ? FanOutsPart : 0)
            | (commit.Replies.Count > 0 ? RepliesPart : 0);

    /// <summary>What is wrong with a commit as such, whatever the database holds.</summary>
    public static string? Refusal(RunCommit commit)
    {
        foreach (var step in commit.Steps)
            if (step.Gate is { MinApprovals: < 1 }) return $"Gate '{step.NodeId}' of run {commit.RunId} needs at least one approval.";
        foreach (var start in commit.FanOuts)
            if (FanOutRules.Refusal(commit.RunId, start) is { } refusal) return refusal;
        return LimitRules.Refusal(commit.Limits);
    }

    private void AddStep(int number, int place, in StepWrite step)
    {
        var gate = step.Gate ?? new GateRow();
        _steps.Add(
            number, place, Hashes.Operation(step.NodeId, step.Path), step.Attempt, step.NodeId, step.Path.ToString(), step.StepName, step.Role, step.CanCommit,
            step.Position, (byte)step.Status, Cell.Time(step.StartedAt), Cell.Time(step.EndedAt), Cell.Time(step.DueAt), step.Tolerated,
            step.ChildRun?.ToString(), step.Group, step.ErrorType, step.Error, step.Markers, step.Notes, Cell.BytesOrNull(step.Output),
            step.Gate is not null || step.Role == "gate", gate.Prompt, gate.Options, gate.MinApprovals, gate.Assignee, Cell.Time(gate.ApprovedAt),
            gate.DecidedBy, gate.Feedback, gate.Selections, step.Progress?.Done, step.Progress?.Total, step.Round, step.KeepsFrame);
    }

    // A value that is dropped and new is new; of several under one number the last counts.
    private void AddValues(int number, RunCommit commit)
    {
        if (commit.NewValues.Count + commit.DroppedValues.Count == 0) return;
        var values = new Dictionary<int, byte[]?>();
        foreach (var id in commit.DroppedValues) values[id] = null;
        foreach (var value in commit.NewValues) values[value.Id] = value.Json.ToArray();
        foreach (var (id, json) in values) _values.Add(number, id, json);
    }

    private void AddChild(int number, int place, NewRun child)
    {
        _children.Add(
            number, place, child.Id.ToString(), child.WorkflowName, child.WorkflowVersion, child.WorkflowTitle ?? child.WorkflowName, child.ParentRunId,
            child.ParentNode, child.DryRun, child.Trigger, child.DefinitionSnapshot, child.Key, Hashes.OfNullable(child.Key), Cell.BytesOrNull(child.Input),
            child.Queue, child.Priority, child.TraceParent, Cell.Time(child.DueAt));
        foreach (var tag in child.Tags) _tags.Add(number, place, tag);
    }

    private void AddNotes(int number, RunCommit commit)
    {
        var place = 0;
        foreach (var cancel in commit.CancelledChildren)
            _notes.Add(number, place++, (byte)1, null, null, null, cancel.RunId.ToString(), null, null, cancel.Reason, null);
        foreach (var signal in commit.TakenSignals) _notes.Add(number, place++, (byte)2, null, signal, null, null, null, null, null, null);
        foreach (var broken in commit.BrokenFanOuts)
            _notes.Add(number, place++, (byte)3, Hashes.Operation(broken.NodeId, broken.Path), (long)broken.Attempt, null, null, null, null, null, null);
        foreach (var saved in commit.Progress)
        {
            _notes.Add(
                number, place++, (byte)4, Hashes.Operation(saved.NodeId, saved.Path), null, null, saved.NodeId, null, saved.Path.ToString(), null,
                Cell.BytesOrNull(saved.Json));
        }
        foreach (var limit in commit.Limits)
        {
            _notes.Add(
                number, place++, (byte)5, Hashes.Operation(limit.NodeId, limit.Path), (long)limit.Limit,
                limit.Per is { } per ? per.Ticks / TimeSpan.TicksPerMicrosecond : null, limit.Key, limit.NodeId, null, null, null);
        }
        AddReplies(number, ref place, commit);
    }

    private void AddReplies(int number, ref int place, RunCommit commit)
    {
        foreach (var reply in commit.Replies)
            _notes.Add(number, place++, (byte)6, Hashes.Of(reply.Key), null, null, reply.Signal, null, null, null, reply.Payload.ToArray());
    }

    private void AddFanOut(int number, int place, FanOutStart start, CommitRequest request)
    {
        _fanOuts.Add(
            number, place, Hashes.Operation(start.NodeId, start.Path), start.Attempt, start.PreviousAttempt, start.MaxParallel, (byte)start.OnFailure,
            start.WorkflowName, start.WorkflowVersion, start.WorkflowTitle, start.ItemNode, RunTree.ParentNode(start.NodeId, start.Path), start.NodeId);
        for (var i = 0; i < start.Items.Count; i++)
        {
            var item = start.Items[i];
            var needs = item.DependsOn.Distinct().ToArray();
            _fanOutItems.Add(
                number, place, i, item.Key, item.RunId.ToString(), null, needs.Length, Cell.BytesOrNull(item.Item), Cell.BytesOrNull(item.Input));
            foreach (var need in needs) _dependencies.Add(number, place, need, i);
        }
        if (request.Retried is not { } retried || !retried.TryGetValue(start, out var runs)) return;
        for (var i = 0; i < runs.Count; i++)
            _fanOutItems.Add(number, place, i, null, runs[i].Next.ToString(), runs[i].Previous.ToString(), 0, null, null);
    }
}
