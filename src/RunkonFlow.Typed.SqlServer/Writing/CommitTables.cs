using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>A batch of commits as rows of the table types.</summary>
internal sealed partial class CommitTables
{
    public const int StepsPart = 1;

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

    private static readonly GateRow s_noGate = new();

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
    private readonly TableRows[] _all;
    private int _allParts;

    public CommitTables() => _all = [_commits, _steps, _values, _items, _children, _tags, _notes, _fanOuts, _fanOutItems, _dependencies];

    public void Clear()
    {
        foreach (var rows in _all) rows.Clear();
        _allParts = 0;
    }

    /// <summary>Adds a commit; its number is its place in the batch.</summary>
    /// <exception cref="ArgumentException">A text is longer than its column.</exception>
    public void Add(int number, CommitRequest request)
    {
        var commit = request.Commit;
        var parts = Parts(commit);
        _allParts |= parts;
        _commits
            .Int(number).Text(commit.RunText).Long(commit.Generation).Long(commit.Sequence).Hash(request.Digest).Byte((byte)commit.Status)
            .Byte((byte)commit.SuspendReason).Bit(commit.Releases).Time(commit.DueAt).Long(commit.SeenInbox).Bit(commit.MakesProgress).Bit(commit.IsFinalizing)
            .Time(commit.FinalizersDueAt).Text(commit.Shape).Bytes(commit.Frame).Bytes(commit.Output).Bytes(commit.Failure).Text(commit.Error)
            .Text(commit.FinalizerError).Text(commit.AtNode).Bit(Refusal(commit) is not null).Int(parts).Int(commit.TrimBefore);
        for (var i = 0; i < commit.Steps.Count; i++) AddStep(number, i, commit.Steps[i]);
        AddValues(number, commit);
        for (var i = 0; i < commit.Items.Count; i++)
            _items.Int(number).Int(i).Long(commit.Items[i].ItemId).Byte((byte)commit.Items[i].Status).Text(commit.Items[i].ChildRunId);
        for (var i = 0; i < commit.Children.Count; i++) AddChild(number, i, commit.Children[i]);
        AddNotes(number, commit);
        for (var i = 0; i < commit.FanOuts.Count; i++) AddFanOut(number, i, commit.FanOuts[i], request);
    }

    /// <summary>Which parts a commit has, as the bits of <c>apply_commit_v1</c>.</summary>
    public static int Parts(RunCommit commit)
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
        var gate = step.Gate ?? s_noGate;
        _steps
            .Int(number).Int(place).Hash(Hashes.OperationHash(step.NodeId, step.Path)).Int(step.Attempt).Text(step.NodeId).Text(PathTexts.Of(step.Path))
            .Text(step.StepName).Text(step.Role).Bit(step.CanCommit).Int(step.Position).Byte((byte)step.Status).Time(step.StartedAt).Time(step.EndedAt)
            .Time(step.DueAt).Bit(step.Tolerated).Text(step.ChildRun?.ToString()).Text(step.Group).Text(step.ErrorType).Text(step.Error).Text(step.Markers)
            .Text(step.Notes).Bytes(step.Output).Bit(step.Gate is not null || step.Role == "gate").Text(gate.Prompt).Text(gate.Options).Int(gate.MinApprovals)
            .Text(gate.Assignee).Time(gate.ApprovedAt).Text(gate.DecidedBy).Text(gate.Feedback).Text(gate.Selections).Long(step.Progress?.Done)
            .Long(step.Progress?.Total).Int(step.Round).Bit(step.KeepsFrame);
    }

    // A value that is dropped and new is new; of several under one number the last counts.
    private void AddValues(int number, RunCommit commit)
    {
        if (commit.NewValues.Count + commit.DroppedValues.Count == 0) return;
        var values = new Dictionary<int, ReadOnlyMemory<byte>?>();
        foreach (var id in commit.DroppedValues) values[id] = null;
        foreach (var value in commit.NewValues) values[value.Id] = value.Json;
        foreach (var (id, json) in values)
        {
            _values.Int(number).Int(id);
            if (json is { } present) _values.BytesEvenIfEmpty(present);
            else _values.NoBytes();
        }
    }

    private void AddChild(int number, int place, NewRun child)
    {
        _children
            .Int(number).Int(place).Text(child.Id.ToString()).Text(child.WorkflowName).Int(child.WorkflowVersion).Text(child.WorkflowTitle ?? child.WorkflowName)
            .Text(child.ParentRunId).Text(child.ParentNode).Bit(child.DryRun).Text(child.Trigger).Text(child.DefinitionSnapshot).Text(child.Key);
        if (child.Key is null) _children.NoBytes();
        else _children.Hash(Hashes.Hash(child.Key));
        _children.Bytes(child.Input).Text(child.Queue).Int(child.Priority).Text(child.TraceParent).Time(child.DueAt);
        foreach (var tag in child.Tags) _tags.Int(number).Int(place).Text(tag);
    }

    private void AddNotes(int number, RunCommit commit)
    {
        var place = 0;
        foreach (var cancel in commit.CancelledChildren)
            Note(1).NoBytes().Long(null).Long(null).Text(cancel.RunId.ToString()).Text(null).Text(null).Text(cancel.Reason).NoBytes();
        foreach (var signal in commit.TakenSignals) Note(2).NoBytes().Long(signal).Long(null).Text(null).Text(null).Text(null).Text(null).NoBytes();
        foreach (var broken in commit.BrokenFanOuts)
        {
            Note(3).Hash(Hashes.OperationHash(broken.NodeId, broken.Path)).Long(broken.Attempt).Long(null).Text(null).Text(null).Text(null).Text(null)
                .NoBytes();
        }
        foreach (var saved in commit.Progress)
        {
            Note(4).Hash(Hashes.OperationHash(saved.NodeId, saved.Path)).Long(null).Long(null).Text(saved.NodeId).Text(null).Text(PathTexts.Of(saved.Path))
                .Text(null).Bytes(saved.Json);
        }
        foreach (var limit in commit.Limits)
        {
            Note(5).Hash(Hashes.OperationHash(limit.NodeId, limit.Path)).Long(limit.Limit).Long(limit.Per is { } per ? per.Ticks / TimeSpan.TicksPerMicrosecond : null)
                .Text(limit.Key).Text(limit.NodeId).Text(null).Text(null).NoBytes();
        }
        foreach (var reply in commit.Replies)
            Note(6).Hash(Hashes.Hash(reply.Key)).Long(null).Long(null).Text(reply.Signal).Text(null).Text(null).Text(null).BytesEvenIfEmpty(reply.Payload);

        TableRows Note(byte kind) => _notes.Int(number).Int(place++).Byte(kind);
    }

    private void AddFanOut(int number, int place, FanOutStart start, CommitRequest request)
    {
        _fanOuts
            .Int(number).Int(place).Hash(Hashes.OperationHash(start.NodeId, start.Path)).Int(start.Attempt).Int(start.PreviousAttempt).Int(start.MaxParallel)
            .Byte((byte)start.OnFailure).Text(start.WorkflowName).Int(start.WorkflowVersion).Text(start.WorkflowTitle).Text(start.ItemNode)
            .Text(RunTree.ParentNode(start.NodeId, start.Path)).Text(start.NodeId);
        for (var i = 0; i < start.Items.Count; i++)
        {
            var item = start.Items[i];
            var needs = item.DependsOn.Distinct().ToArray();
            _fanOutItems.Int(number).Int(place).Int(i).Text(item.Key).Text(item.RunId.ToString()).Text(null).Int(needs.Length).Bytes(item.Item).Bytes(item.Input);
            foreach (var need in needs) _dependencies.Int(number).Int(place).Int(need).Int(i);
        }
        if (request.Retried is not { } retried || !retried.TryGetValue(start, out var runs)) return;
        for (var i = 0; i < runs.Count; i++)
        {
            _fanOutItems.Int(number).Int(place).Int(i).Text(null).Text(runs[i].Next.ToString()).Text(runs[i].Previous.ToString()).Int(0).NoBytes()
                .NoBytes();
        }
    }
}
