using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>
/// Walks a flow's statements once. What holds no durable operation goes into the open segment; everything else closes it and becomes
/// labels, tests and region changes.
/// </summary>
internal sealed partial class FlowLowering
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

    /// <summary>A condition is a segment of its own: its answer, not its end, decides what is stored.</summary>
    private Segment Condition(Piece piece)
    {
        Close();
        var segment = Open();
        segment.Pieces.Add(piece);
        _open = null;
        return segment;
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
