using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <content><c>while</c>, <c>do</c> and <c>for</c>.</content>
internal sealed partial class FlowLowering
{
    private void WhileOrFor(LoopStatement s)
    {
        Label again = NewLabel(), step = NewLabel(), end = NewLabel();
        var loop = Enter(s.Loop, onContinue: step, onBreak: end);
        Pieces(s.Initializers);
        Mark(again);
        if (s.Condition is { } condition)
            _code.Add(new Test(_region, Condition(condition), end));
        _code.Add(new NextRound(_region, loop));
        Body(loop, s.Body);
        Mark(step);
        Pieces(s.Incrementors);
        _code.Add(new Goto(_region, again));
        Mark(end);
    }

    private void Do(LoopStatement s)
    {
        Label again = NewLabel(), test = NewLabel(), end = NewLabel();
        var loop = Enter(s.Loop, onContinue: test, onBreak: end);
        Mark(again);
        _code.Add(new NextRound(_region, loop));
        Body(loop, s.Body);
        Mark(test);
        _code.Add(new Test(_region, Condition(s.Condition!), end));
        _code.Add(new Goto(_region, again));
        Mark(end);
    }

    private LoopModel Enter(int number, Label onContinue, Label onBreak)
    {
        Close();
        var loop = _flow.Loops.First(l => l.Number == number);
        _jumps.AddLoop(number, onContinue, onBreak, _region);
        _code.Add(new EnterLoop(_region, loop));
        return loop;
    }

    private void Body(LoopModel loop, BlockModel body)
    {
        _positions.EnterLoop(loop);
        Block(body);
        _positions.LeaveLoop();
    }

    private void Pieces(IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces)
            Plain(piece);
        Close();
    }
}
