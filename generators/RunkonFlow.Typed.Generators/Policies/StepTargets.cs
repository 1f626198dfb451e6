using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>The methods that the attributes of a step name.</summary>
internal static class StepTargets
{
    /// <summary>The step that undoes a step; null for none.</summary>
    public static IMethodSymbol? CompensationOf(IMethodSymbol step)
        => step.OriginalDefinition.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .FirstOrDefault(method => Compensated(method) == step.Name && method.Has(KnownNames.StepAttribute) && CompensationFault(method) is null);

    /// <summary>The name of the step that a method undoes; null when it undoes none.</summary>
    public static string? Compensated(IMethodSymbol method) => method.Find(KnownNames.CompensatesAttribute)?.Text();

    /// <summary>Why a step cannot undo the one that it names: what is wrong, and what to write.</summary>
    public static (string What, string Advice)? CompensationFault(IMethodSymbol method)
    {
        var name = Compensated(method);
        var steps = Steps(method.ContainingType, name);
        if (steps.Count == 0) return ($"undoes '{name}', which is no step of '{method.ContainingType.Name}'", "name a [Step] method of the class, with nameof");
        if (steps.Count > 1) return ($"undoes '{name}', of which there are several", "give each step a name of its own");
        var step = steps[0];
        if (SymbolEqualityComparer.Default.Equals(step, method)) return ("undoes itself", "name the step whose effect it undoes");
        if (step.IsGenericMethod || method.IsGenericMethod) return ($"undoes '{name}', and one of the two is generic", "name the types that they work on");
        var first = method.ContainingType.GetMembers().OfType<IMethodSymbol>().First(other => Compensated(other) == name);
        if (!SymbolEqualityComparer.Default.Equals(first, method)) return ($"undoes '{name}', which '{first.Name}' undoes already", "keep one of them, or call one from the other");
        var inputs = method.Parameters.Where(p => !EngineParameters.IsEngine(p)).ToList();
        var result = AsyncShape.Of(step).Result;
        if (inputs.Count == 0 || (inputs.Count == 1 && inputs[0].RefKind == RefKind.None && result is not null && Takes(inputs[0].Type, result))) return null;
        return ($"does not take what '{name}' gives", result is null ? "take nothing, that step has no result" : $"take '{TypeNames.ForPeople(result)}', or nothing");
    }

    /// <summary>The method that a dry run calls instead of a step; null for none.</summary>
    public static IMethodSymbol? SubstituteOf(IMethodSymbol step) => NamesSubstitute(step) ? Substitute(step.OriginalDefinition) : null;

    public static bool NamesSubstitute(IMethodSymbol step) => step.Has(KnownNames.DryRunAttribute);

    /// <summary>Why a dry run cannot call the method that a step names.</summary>
    public static (string What, string Advice)? SubstituteFault(IMethodSymbol step)
    {
        if (Substitute(step) is not null) return null;
        var name = step.Find(KnownNames.DryRunAttribute)!.Text();
        if (name == step.Name) return ("is its own substitute in a dry run", "name another method");
        var inputs = string.Join(", ", step.Parameters.Where(p => !EngineParameters.IsEngine(p)).Select(p => $"{Short(p.Type)} {p.Name}"));
        return (
            step.ContainingType.GetMembers(name ?? "").Any(member => member is IMethodSymbol)
                ? $"has the substitute '{name}', which does not take and return the same" : $"has the substitute '{name}', which is no method of '{step.ContainingType.Name}'",
            $"declare '{Short(step.ReturnType)} {name}({inputs})'");
    }

    /// <summary>The step that decides a gate; null for people alone.</summary>
    public static IMethodSymbol? ResolverOf(IMethodSymbol gate)
        => Steps(gate.ContainingType, gate.Find(KnownNames.ResolvedByAttribute)?.Text()).FirstOrDefault(step =>
            !step.IsGenericMethod && AsyncShape.Of(step).Result is { } answer && SymbolEqualityComparer.Default.Equals(answer, AsyncShape.Of(gate).Result)
            && Inputs(step).SequenceEqual(Inputs(gate), SymbolEqualityComparer.Default));

    /// <summary>Why the step that a gate names cannot decide it.</summary>
    public static (string What, string Advice)? ResolverFault(IMethodSymbol gate)
    {
        if (ResolverOf(gate) is not null || AsyncShape.Of(gate).Result is not { } decision) return null;
        var name = gate.Find(KnownNames.ResolvedByAttribute)!.Text();
        var inputs = string.Join(", ", gate.Parameters.Where(p => !EngineParameters.IsEngine(p)).Select(p => $"{Short(p.Type)} {p.Name}"));
        return (
            Steps(gate.ContainingType, name).Count > 0 ? $"is resolved by '{name}', which does not take and decide the same" : $"is resolved by '{name}', which is no step of '{gate.ContainingType.Name}'",
            $"declare '[Step] Task<{Short(decision)}?> {name}({inputs})'");
    }

    private static IMethodSymbol? Substitute(IMethodSymbol step)
    {
        var name = step.Find(KnownNames.DryRunAttribute)?.Text();
        return step.ContainingType.GetMembers(name ?? "").OfType<IMethodSymbol>().FirstOrDefault(method =>
            method.Name != step.Name && !method.IsGenericMethod && SymbolEqualityComparer.Default.Equals(method.ReturnType, step.ReturnType)
            && Inputs(method).SequenceEqual(Inputs(step), SymbolEqualityComparer.Default));
    }

    private static IEnumerable<ISymbol> Inputs(IMethodSymbol method) => method.Parameters.Where(p => !EngineParameters.IsEngine(p)).Select(p => p.Type);

    private static List<IMethodSymbol> Steps(INamedTypeSymbol type, string? name)
        => [.. type.GetMembers(name ?? "").OfType<IMethodSymbol>().Where(member => member.Has(KnownNames.StepAttribute))];

    private static bool Takes(ITypeSymbol parameter, ITypeSymbol result)
    {
        for (var type = result; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type, parameter)) return true;
        return result.AllInterfaces.Any(type => SymbolEqualityComparer.Default.Equals(type, parameter));
    }

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
