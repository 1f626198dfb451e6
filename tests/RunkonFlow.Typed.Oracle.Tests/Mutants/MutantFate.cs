namespace RunkonFlow.Typed.Oracle.Tests.Mutants;

/// <summary>What became of a fault.</summary>
/// <param name="Mutant">The fault.</param>
/// <param name="IsDead">A program showed it.</param>
/// <param name="How">What that program did, or what was tried in vain.</param>
public sealed record MutantFate(Mutant Mutant, bool IsDead, string How)
{
    public override string ToString() => $"{(IsDead ? "found" : "SURVIVED")}: {How}  ::  {Mutant}";
}
