using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>The parameters of <c>commit_step_v1</c> for one step row, under the prefix of their names.</summary>
internal sealed class StepSlots
{
    private readonly Slot _operation, _attempt, _nodeId, _path, _name, _role, _canCommit, _position, _status, _startedAt, _endedAt, _dueAt, _isTolerated, _childRun,
        _group, _errorType, _error, _markers, _context, _output, _done, _total, _round, _keepsFrame;

    private readonly Slot[] _all;

    public StepSlots(SqlCommand command, string prefix)
    {
        _all =
        [
            _operation = Slot.Hash(command, prefix + "operation"),
            _attempt = Slot.Int(command, prefix + "attempt"),
            _nodeId = Slot.Text(command, prefix + "node_id", 400),
            _path = Slot.Ascii(command, prefix + "path", 100),
            _name = Slot.Text(command, prefix + "name", 400),
            _role = Slot.Text(command, prefix + "role", 100),
            _canCommit = Slot.Bit(command, prefix + "can_commit"),
            _position = Slot.Int(command, prefix + "position"),
            _status = Slot.Byte(command, prefix + "status"),
            _startedAt = Slot.Time(command, prefix + "started_at"),
            _endedAt = Slot.Time(command, prefix + "ended_at"),
            _dueAt = Slot.Time(command, prefix + "due_at"),
            _isTolerated = Slot.Bit(command, prefix + "is_tolerated"),
            _childRun = Slot.Text(command, prefix + "child_run", 100),
            _group = Slot.Text(command, prefix + "group_node", 400),
            _errorType = Slot.Text(command, prefix + "error_type", 400),
            _error = Slot.Text(command, prefix + "error", TableColumn.Max),
            _markers = Slot.Text(command, prefix + "markers", TableColumn.Max),
            _context = Slot.Text(command, prefix + "context", TableColumn.Max),
            _output = Slot.Bytes(command, prefix + "output"),
            _done = Slot.Long(command, prefix + "done"),
            _total = Slot.Long(command, prefix + "total"),
            _round = Slot.Int(command, prefix + "round"),
            _keepsFrame = Slot.Bit(command, prefix + "keeps_frame"),
        ];
    }

    public void Clear()
    {
        foreach (var slot in _all) slot.SetNull();
    }

    public void Fill(in StepWrite step)
    {
        _operation.SetHash(Hashes.OperationHash(step.NodeId, step.Path));
        _attempt.Set(step.Attempt);
        _nodeId.SetText(step.NodeId);
        _path.SetText(PathTexts.Of(step.Path));
        _name.SetText(step.StepName);
        _role.SetText(step.Role);
        _canCommit.Set(step.CanCommit);
        _position.Set(step.Position);
        _status.Set((byte)step.Status);
        _startedAt.SetTime(step.StartedAt);
        _endedAt.SetTime(step.EndedAt);
        _dueAt.SetTime(step.DueAt);
        _isTolerated.Set(step.Tolerated);
        _childRun.SetText(step.ChildRun?.ToString());
        _group.SetText(step.Group);
        _errorType.SetText(step.ErrorType);
        _error.SetText(step.Error);
        _markers.SetText(step.Markers);
        _context.SetText(step.Notes);
        _output.SetBytes(step.Output);
        SetOptional(_done, step.Progress?.Done);
        SetOptional(_total, step.Progress?.Total);
        SetOptional(_round, step.Round);
        _keepsFrame.Set(step.KeepsFrame);
    }

    private static void SetOptional<T>(Slot slot, T? value)
        where T : struct
    {
        if (value is { } present) slot.Set(present);
        else slot.SetNull();
    }
}
