namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>A process: which start of it this is, and what it believes of the two runs.</summary>
internal readonly record struct ProcessState(byte Incarnation, RunView First, RunView Second)
{
    public RunView this[int run] => run == 0 ? First : Second;

    public ProcessState With(int run, RunView view) => run == 0 ? this with { First = view } : this with { Second = view };
}
