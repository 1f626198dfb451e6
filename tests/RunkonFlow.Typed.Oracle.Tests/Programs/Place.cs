namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>Where a statement stands, and so which ones may stand there.</summary>
/// <param name="Depth">Blocks around it.</param>
/// <param name="Loops">Loops around it.</param>
/// <param name="IsPlain">Inside a statement that stays whole in a segment: no operations.</param>
/// <param name="CanBreak">A loop or switch of the same handler is around it.</param>
/// <param name="CanContinue">A loop of the same handler is around it.</param>
/// <param name="InFinally">Inside a finalizer; no return.</param>
/// <param name="CanRethrow">Directly under a catch clause.</param>
public readonly record struct Place(
    int Depth, int Loops, bool IsPlain, bool CanBreak, bool CanContinue, bool InFinally, bool CanRethrow)
{
    public Place Inside => this with { Depth = Depth + 1 };

    public Place InLoop => this with { Depth = Depth + 1, Loops = Loops + 1, CanBreak = true, CanContinue = true };

    public Place InSection => this with { Depth = Depth + 1, CanBreak = true };

    public Place InHandler => this with { Depth = Depth + 1, CanRethrow = true };

    public Place InFinalizer
        => this with { Depth = Depth + 1, CanBreak = false, CanContinue = false, InFinally = true, CanRethrow = false };
}
