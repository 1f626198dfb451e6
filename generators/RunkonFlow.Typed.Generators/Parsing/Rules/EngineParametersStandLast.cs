using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0006 and, of a transaction, RKF0301: the parameters that the engine fills are optional, stand behind all others, and each is there once.</summary>
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
                yield return Misplaced(method, parameter, "is not optional", $"write '{type} {parameter.Name} = {(EngineParameters.IsTransaction(parameter) ? "null!" : "default")}'");
            else if (EngineParameters.IsTransaction(parameter) && TransactionFault(method, parameter) is { } fault)
                yield return fault;
        }
    }

    /// <summary>A transaction of the store makes a step happen exactly once: only steps have it, and no other promise beside it.</summary>
    private static Finding? TransactionFault(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (method.Find(KnownNames.StepAttribute) is not { } step)
            return Misplaced(method, parameter, "is the store's transaction, in which only a step can write", "move what writes to a [Step] of its own");
        if (step.Named("AtMostOnce", false))
            return Contradiction(method, parameter, "writes in the store's transaction, and so exactly once, but is also said to run at most once", "remove 'AtMostOnce = true'");
        var resolved = method.ContainingType.GetMembers().FirstOrDefault(member => member.Find(KnownNames.ResolvedByAttribute)?.Text() == method.Name);
        if (resolved is not null)
            return Contradiction(method, parameter, $"decides the gate '{resolved.Name}', which is asked again and again", "leave the transaction to a step behind the gate");
        return method.ContainingType.Find(KnownNames.WorkflowAttribute)?.Named("Durability", 0) == 2
            ? Contradiction(method, parameter, "writes in the store's transaction, but its workflow stores nothing", "remove 'Durability = Durability.None'")
            : null;
    }

    private static Finding Contradiction(IMethodSymbol method, IParameterSymbol parameter, string what, string advice)
        => new(PolicyDiagnostics.PoliciesContradict, parameter.Locations[0], method.Name, what, advice);

    private static Finding Misplaced(IMethodSymbol method, IParameterSymbol parameter, string what, string advice)
        => new(DeclarationDiagnostics.EngineParameterIsMisplaced, parameter.Locations[0], parameter.Name, method.Name, what, advice);
}
