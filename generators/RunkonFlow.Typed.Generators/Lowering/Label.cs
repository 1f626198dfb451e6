namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>A place in the machine.</summary>
internal sealed class Label(int number)
{
    public int Number => number;

    /// <summary>The position under which a stored frame names it; 0 when none can stand there.</summary>
    public int Position { get; set; }

    public override string ToString() => $"L{number}";
}
