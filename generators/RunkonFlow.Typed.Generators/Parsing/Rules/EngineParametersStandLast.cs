using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0006: the parameters that the engine fills are optional, stand behind all others, and each is there once.</summary>
internal static class EngineParametersStandLast
{
    public static IEnumerable<Finding> Check(IMethodSymbol method)
    {
        var lastOwn = method.Parameters.LastOrDefault(p => !EngineParameters.IsEngine(p))?.Ordinal ?? -1;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in method.Parameters.Where(EngineParameters.IsEngine))
        {
            var type = parameter.Type.Name;
            if (!seen.Add(type))
                yield return Misplaced(method, parameter, $"is the second {type}", "keep one, the engine fills both alike");
            else if (parameter.Ordinal < lastOwn)
                yield return Misplaced(method, parameter, "does not stand last", "move it behind the parameters that are the method's own");
            else if (!parameter.HasExplicitDefaultValue)
                yield return Misplaced(method, parameter, "is not optional", $"write '{type} {parameter.Name} = default'");
        }
    }

    private static Finding Misplaced(IMethodSymbol method, IParameterSymbol parameter, string what, string advice)
        => new(DeclarationDiagnostics.EngineParameterIsMisplaced, parameter.Locations[0], parameter.Name, method.Name, what, advice);
}
