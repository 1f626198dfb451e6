using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>Pieces between two durable operations that lie in one block and one region; they become one private method.</summary>
internal sealed class Segment(int number, Region region)
{
    public int Number => number;
    public Region Region => region;
    public List<Piece> Pieces { get; } = [];

    /// <summary>The ways to leave it other than by reaching its end; a way's code is its place here, from 1.</summary>
    public List<Exit> Exits { get; } = [];

    /// <summary>Slots that it reads when it begins.</summary>
    public List<int> Loads { get; } = [];

    /// <summary>Loaded slots that it may have changed.</summary>
    public List<int> Stores { get; } = [];

    /// <summary>Slots that it declares, stored where its last piece is left.</summary>
    public List<int> Declares { get; } = [];

    public int ExitOf(Jump jump) => Exits.FindIndex(e => e.Jump == jump) + 1;
}

/// <summary>A way to leave a segment, and where it leads; null for a return, or a failure thrown on.</summary>
internal sealed record Exit(Jump Jump, JumpTarget? Target);
