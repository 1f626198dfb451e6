using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <content><c>foreach</c>.</content>
internal sealed partial class FlowLowering
{
    private void ForEach(ForEachStatement s)
    {
        Label next = NewLabel(), end = NewLabel();
        Open().Pieces.Add(s.Collection);
        var loop = Enter(s.Loop, onContinue: next, onBreak: end);
        Mark(next);
        _code.Add(new NextItem(_region, loop, s.Items, s.Item, end));
        _positions.EnterLoop(loop);
        Block(s.TakenApart is { } apart ? new BlockModel([new PieceStatement(apart), .. s.Body.Statements]) : s.Body);
        _positions.LeaveLoop();
        _code.Add(new Goto(_region, next));
        Mark(end);
    }
}
