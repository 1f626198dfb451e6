using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Tests.Lowering;

/// <summary>A lowered flow in words.</summary>
internal sealed record LoweredFlowView(LoweredFlow Flow)
{
    /// <summary>Kinds of instructions, in order.</summary>
    public string Code => string.Join(" ", Flow.Code.Select(i => i.GetType().Name));

    public IEnumerable<string> Slots => Flow.Slots.Select(NameOf);

    public IEnumerable<string> Persisted => Flow.Persisted.Select(NameOf);

    /// <summary>What lives at an operation or handler.</summary>
    public IEnumerable<string> LiveAt(string position) => At(position).Live.Select(NameOf);

    public Standing At(string position) => Flow.Positions.Single(p => p.Name == position);

    private string NameOf(int number) => Flow.Flow.Variables[number].Name;
}
