using System.Runtime.InteropServices;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

public sealed partial class InMemoryPersistence
{
    private void ApplySteps(RunRow run, RunCommit commit, long now)
    {
        var writes = CollectionsMarshal.AsSpan(commit.Steps);
        for (var i = 0; i < writes.Length; i++)
        {
            ref readonly var write = ref writes[i];
            var row = _found[i];
            if (row is null && _repeats) row = run.Steps.Find(write.NodeId, write.Path, write.Attempt);
            if (row is null) Insert(run, commit, write, now);
            else if (!row.Status.IsTerminal()) Update(row, write, now);
            _found[i] = null;
        }
    }

    private static void Insert(RunRow run, RunCommit commit, in StepWrite write, long now)
    {
        var row = run.Steps.Add(write.NodeId, write.Path, write.Attempt, write.Position);
        row.StepName = write.StepName;
        row.Role = write.Role;
        row.CanCommit = write.CanCommit;
        row.RetryCount = Math.Max(0, write.Attempt - 1);
        row.Group = write.Group;
        if (write.KeepsFrame) (row.Frame, row.FrameEvent) = (commit.Frame.Length > 0 ? commit.Frame.ToArray() : run.Frame.ToArray(), run.Events.Count);
        if (write.Round is { } round) run.Steps.SetRound(row, round);
        if (write.Gate is not null || write.Role == "gate") row.Extras = new() { Gate = write.Gate ?? new() };
        Fill(row, write, now);
        row.DueAt = StoreTime.Of(write.DueAt);
        SetContent(row, write);
        Enter(row, from: null, write.Status, now);
    }

    private static void Update(StepRow row, in StepWrite write, long now)
    {
        var from = row.Status;
        Fill(row, write, now);
        if (write.Status.IsTerminal()) SetContent(row, write);
        if (write.DueAt is not null || !write.Status.IsTerminal()) row.DueAt = StoreTime.Of(write.DueAt);
        Enter(row, from, write.Status, now);
    }

    private static void Fill(StepRow row, in StepWrite write, long now)
    {
        if (write.ChildRun is { } child) row.OwnTexts().ChildRunId = child.ToString();
        if (write.StartedAt is { } started) row.StartedAt = StoreTime.Of(started);
        else if (write.Status == StepStatus.Running && row.StartedAt == StoreTime.None) row.StartedAt = now;
        if (write.Progress is { } progress) row.Progress = progress;
        if (write.EndedAt is { } ended) row.EndedAt = StoreTime.Of(ended);
        else if (write.Status.IsTerminal()) row.EndedAt = now;
    }

    private static void SetContent(StepRow row, in StepWrite write)
    {
        row.Output.Set(write.Output.Span);
        row.Tolerated = write.Tolerated;
        if (row.Texts is null && write.Error is null && write.ErrorType is null && write.Markers is null && write.Notes is null) return;
        var texts = row.OwnTexts();
        texts.Error = write.Error;
        texts.ErrorType = write.ErrorType;
        texts.Markers = write.Markers;
        texts.Context = write.Notes;
    }

    /// <summary>Gives a row its status and records the event; a row that has ended leaves the open ones.</summary>
    private static void Enter(StepRow row, StepStatus? from, StepStatus to, long now)
    {
        row.Status = to;
        if (to.IsTerminal()) row.Run.Steps.Close(row);
        if (RunEventKinds.Of(from, to, row.Attempt) is not { } kind) return;
        row.Run.Events.AddStep(kind, row, to.IsTerminal() ? row.Texts?.Error : null, to == StepStatus.Waiting ? row.DueAt : StoreTime.None, now);
    }
}
