using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>
/// Walks a flow's statements once. What holds no durable operation goes into the open segment; everything else closes it and becomes
/// labels, tests and region changes.
/// </summary>
internal sealed class FlowLowering
{
    private readonly FlowBody _flow;
    private readonly List<Instruction> _code = [];
    private readonly List<Segment> _segments = [];
    private readonly List<Region> _regions = [];
    private readonly PositionTable _positions;
    private readonly JumpTable _jumps = new();
    private Region _region;
    private Segment? _open;
    private int _labels;

    private FlowLowering(FlowBody flow)
    {
        _flow = flow;
        _region = NewRegion(RegionKind.Flow, null, 0);
        _positions = new PositionTable(flow, _region);
    }

    public static LoweredFlow Lower(FlowBody flow)
    {
        var lowering = new FlowLowering(flow);
        lowering.Block(flow.Body);
        lowering._code.Add(new LeaveFlow(lowering._region));
        lowering._positions.Number();
        var slots = SlotTable.Decide(flow, lowering._code, lowering._segments);
        var persisted = Liveness.Find(flow, lowering._code, lowering._positions.Standings, slots);
        return new LoweredFlow
        {
            Flow = flow,
            Code = lowering._code,
            Segments = lowering._segments,
            Regions = lowering._regions,
            Positions = lowering._positions.Standings,
            Slots = slots,
            Persisted = persisted,
        };
    }

    private void Block(BlockModel block)
    {
        // A segment stays within one block: siblings may declare the same name.
        Close();
        foreach (var statement in block.Statements)
            Statement(statement);
        Close();
    }

    private void Statement(StatementModel statement)
    {
        switch (statement)
        {
            case PieceStatement s: Plain(s.Piece); break;
            case OperationStatement s: Operation(s); break;
            case BlockModel s: Block(s); break;
            case IfModel s: If(s); break;
            case LoopStatement { TestsFirst: true } s: WhileOrFor(s); break;
            case LoopStatement s: Do(s); break;
            case ForEachStatement s: ForEach(s); break;
            case SwitchModel s: Switch(s); break;
            case TryModel s: Try(s); break;
        }
    }

    // A segment lies between two operations.

    private Segment Open()
    {
        if (_open is null)
            _segments.Add(_open = new Segment(_segments.Count + 1, _region));
        return _open;
    }

    private void Close()
    {
        if (_open is { } segment)
            _code.Add(new RunSegment(_region, segment));
        _open = null;
    }

    private void Plain(Piece piece)
    {
        var segment = Open();
        segment.Pieces.Add(piece);
        foreach (var part in piece.Parts)
            if (part.Jump is { } jump && segment.ExitOf(jump) == 0)
                segment.Exits.Add(new Exit(jump, TargetOf(jump)));
        // Nothing behind an unconditional jump can run.
        if (piece.EndsSegment)
            Close();
    }

    private JumpTarget? TargetOf(Jump jump)
    {
        switch (jump.Kind)
        {
            case JumpKind.Return:
                CrossByReturn(_region);
                return null;
            case JumpKind.Rethrow:
                return null;
            default:
                var target = _jumps.TargetOf(jump);
                Cross(_region, target);
                return target;
        }
    }

    /// <summary>Every finally between here and the target must be able to take the jump up again.</summary>
    private static void Cross(Region from, JumpTarget target)
    {
        for (var crossed = from.FirstFinallyBefore(target.Region); crossed is not null; crossed = crossed.Parent!.FirstFinallyBefore(target.Region))
            if (!crossed.Jumps.Contains(target))
                crossed.Jumps.Add(target);
    }

    private static void CrossByReturn(Region from)
    {
        for (var crossed = from.FirstFinallyBefore(null); crossed is not null; crossed = crossed.Parent!.FirstFinallyBefore(null))
            crossed.IsCrossedByReturn = true;
    }

    /// <summary>A condition is a segment of its own: its answer, not its end, decides what is stored.</summary>
    private Segment Condition(Piece piece)
    {
        Close();
        var segment = Open();
        segment.Pieces.Add(piece);
        _open = null;
        return segment;
    }

    private void Operation(OperationStatement s)
    {
        var operation = _flow.Operations[s.Operation];
        // The arguments end the segment before the operation: evaluated once, kept in the frame.
        foreach (var store in s.Before)
            Open().Pieces.Add(store);
        Close();
        if (operation.Kind == DurableKind.SubFlow)
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

    private void If(IfModel s)
    {
        Label otherwise = NewLabel(), end = NewLabel();
        _code.Add(new Test(_region, Condition(s.Condition), otherwise));
        Block(s.Then);
        if (s.Else is not null)
            _code.Add(new Goto(_region, end));
        Mark(otherwise);
        if (s.Else is null)
            return;
        Block(s.Else);
        Mark(end);
    }

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

    private void Switch(SwitchModel s)
    {
        var end = NewLabel();
        var head = Condition(s.Head);
        _jumps.AddSwitch(s.Switch, end, _region);
        var sections = s.Sections.Select(_ => NewLabel()).ToList();
        _code.Add(new Select(_region, head, sections, end));
        for (var i = 0; i < sections.Count; i++)
        {
            Mark(sections[i]);
            Block(s.Sections[i]);
        }
        Mark(end);
    }

    private void Try(TryModel s)
    {
        Close();
        var outside = _region;
        var final = s.Finally is null ? null : EnterNew(RegionKind.Finally, s.Try, "finally#");
        if (s.Catches.IsEmpty)
            Block(s.Body);
        else
            TryCatch(s);
        if (final is null)
            return;

        final.End = NewLabel();
        _code.Add(new FallIntoFinally(_region, final));
        Mark(final.Entry!);
        _region = NewRegion(RegionKind.FinallyBody, outside, s.Try);
        _region.Protects = final;
        _code.Add(new Enter(_region));
        _positions.EnterFinally(final);
        Block(s.Finally!);
        _positions.AddHandler("end#", s.Try, final.End, _region);
        _positions.LeaveFinally();
        Mark(final.End);
        _region = outside;
        _code.Add(new EndFinally(outside, final));
    }

    private void TryCatch(TryModel s)
    {
        var outside = _region;
        var end = NewLabel();
        var catches = EnterNew(RegionKind.Catches, s.Try, "catch#");
        Block(s.Body);
        _code.Add(new Leave(_region, new JumpTarget(end, outside, -1)));

        // Filters and bodies stand outside the region they belong to: their own failures go further out.
        _region = outside;
        var bodies = s.Catches.Select(_ => NewLabel()).ToList();
        var arms = s.Catches.Select((c, i) => new CatchArm(c.Filter is null ? null : Condition(c.Filter), bodies[i])).ToList();
        Mark(catches.Entry!);
        _code.Add(new DispatchCatch(_region, catches, arms));
        _positions.EnterCatch(s.Try);
        for (var i = 0; i < bodies.Count; i++)
        {
            Mark(bodies[i]);
            Block(s.Catches[i].Body);
            _code.Add(new Goto(_region, end));
        }
        _positions.LeaveCatch();
        Mark(end);
    }

    private Region EnterNew(RegionKind kind, int tryNumber, string handler)
    {
        var region = NewRegion(kind, _region, tryNumber);
        region.Entry = NewLabel();
        // A caught failure waits for its clause outside the region; what a finally will go on with waits inside.
        _positions.AddEntry(handler, region, kind == RegionKind.Catches ? _region : region);
        _region = region;
        _code.Add(new Enter(region));
        return region;
    }

    private Region NewRegion(RegionKind kind, Region? parent, int tryNumber)
    {
        var region = new Region(_regions.Count, kind, parent, tryNumber);
        _regions.Add(region);
        return region;
    }

    private void Mark(Label label) => _code.Add(new Mark(_region, label));

    private Label NewLabel() => new(++_labels);
}
