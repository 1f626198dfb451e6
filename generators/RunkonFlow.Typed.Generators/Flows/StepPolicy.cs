using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The policy of a step as the definition of its nodes states it.</summary>
internal static class StepPolicy
{
    public static string Text(IMethodSymbol step) => PolicyEmitter.Initializers(PolicyParser.Parse(step));
}
