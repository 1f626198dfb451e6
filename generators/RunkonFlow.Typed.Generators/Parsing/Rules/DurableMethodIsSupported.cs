using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0009: a flow is a plain instance method.</summary>
internal static class DurableMethodIsSupported
{
    public static IEnumerable<Finding> Check(IMethodSymbol method)
    {
        if (!StepRules.IsFlow(method)) yield break;
        if (method.IsGenericMethod)
            yield return Unsupported(method, "is a generic flow", "name the types that it works on");
        if (method.IsStatic)
            yield return Unsupported(method, "is a static flow", "make it an instance method");
        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
            yield return Unsupported(method, "is a flow that implements an interface explicitly", "implement it with a method of the class's own");
        if (method.IsExtern)
            yield return Unsupported(method, "is a flow without a body", "write its body here");
    }

    private static Finding Unsupported(IMethodSymbol method, string what, string advice)
        => new(DeclarationDiagnostics.FeatureIsNotSupported, method.Locations[0], method.Name, what, advice);
}
