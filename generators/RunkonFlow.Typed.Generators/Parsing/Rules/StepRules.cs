using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>All rules about the durable methods that a type declares, whether it is a workflow or a library of steps.</summary>
internal static class StepRules
{
    public static IEnumerable<Finding> Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(IsDurable).ToList();
        var findings = IdsAreValid.CheckSteps(methods, cancellationToken);
        if (methods.Count > 0) findings = findings.Concat(PolicyValuesAreValid.CheckRetries(type, cancellationToken));
        foreach (var method in methods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings = findings
                .Concat(DurableMethodIsAsync.Check(method))
                .Concat(WaitsAreDeclaredRightly.Check(method))
                .Concat(EngineParametersStandLast.Check(method))
                .Concat(DurableMethodIsSupported.Check(method))
                .Concat(PolicyValuesAreValid.CheckStep(method, cancellationToken))
                .Concat(LimitsAreValid.Check(method, cancellationToken))
                .Concat(StepTargetsFit.Check(method, cancellationToken))
                .Concat(WaitPoliciesAreValid.Check(method, cancellationToken));
        }
        return findings;
    }

    /// <summary>Whether a method is a flow, a sub-flow, a step, a gate or a signal.</summary>
    public static bool IsDurable(IMethodSymbol method)
        => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation && HasAttribute(method);

    private static bool HasAttribute(IMethodSymbol method)
        => WaitReader.IsWait(method) || method.Has(KnownNames.StepAttribute) || method.Has(KnownNames.FlowAttribute) || method.Has(KnownNames.SubFlowAttribute);

    /// <summary>Whether a method is a flow or a sub-flow: one that is compiled to a machine.</summary>
    public static bool IsFlow(IMethodSymbol method) => method.Has(KnownNames.FlowAttribute) || method.Has(KnownNames.SubFlowAttribute);
}
