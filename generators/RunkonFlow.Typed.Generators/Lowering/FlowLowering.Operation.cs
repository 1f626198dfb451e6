using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <content>The durable operations: steps, timers and calls of sub-flows.</content>
internal sealed partial class FlowLowering
{
    private void Operation(OperationStatement s)
    {
        var operation = _flow.Operations[s.Operation];
        foreach (var statement in s.Preparation)
            Statement(statement);
        // The arguments end the segment before the operation: evaluated once, kept in the frame.
        foreach (var store in s.Before)
            Open().Pieces.Add(store);
        Close();
        if (operation.HasFramesOfItsOwn)
            _code.Add(new StartCall(_region, operation));
        var resume = NewLabel();
        _positions.AddOperation(operation, resume, _region);
        _code.Add(new Suspend(_region, operation, resume));
        if (operation.IsReturned)
        {
            CrossByReturn(_region);
            _code.Add(new LeaveFlow(_region));
        }
        if (s.After is { } after)
            Plain(after);
    }
}
