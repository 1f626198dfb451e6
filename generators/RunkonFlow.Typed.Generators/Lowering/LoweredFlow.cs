using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>A flow as a flat list, with the answer to what a frame must hold at each position.</summary>
internal sealed class LoweredFlow
{
    public required FlowBody Flow { get; init; }
    public required IReadOnlyList<Instruction> Code { get; init; }
    public required IReadOnlyList<Segment> Segments { get; init; }
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>The places at which a frame can stand, by position: the start, the operations, the handlers.</summary>
    public required IReadOnlyList<Standing> Positions { get; init; }

    /// <summary>Variables that the frame holds, ascending: those that more than one segment or instruction names.</summary>
    public required IReadOnlyList<int> Slots { get; init; }

    /// <summary>Slots that live across an operation, ascending; the others are not written.</summary>
    public required IReadOnlyList<int> Persisted { get; init; }
}
