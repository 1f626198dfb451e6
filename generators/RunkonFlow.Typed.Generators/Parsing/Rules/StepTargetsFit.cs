using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0302 and RKF0301: the methods that a step's attributes name exist and take what they are given.</summary>
internal static class StepTargetsFit
{
    public static IEnumerable<Finding> Check(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.Has(KnownNames.GateAttribute) && method.Find(KnownNames.ResolvedByAttribute) is { } resolved && StepTargets.ResolverFault(method) is var (reason, hint))
            yield return Misfit(resolved, method, reason, hint, cancellationToken);
        if (method.Find(KnownNames.StepAttribute) is not { } step) yield break;
        if (method.Find(KnownNames.CompensatesAttribute) is { } compensates && StepTargets.CompensationFault(method) is var (what, advice))
            yield return Misfit(compensates, method, what, advice, cancellationToken);
        if (method.Find(KnownNames.DryRunAttribute) is not { } dryRun) yield break;
        if (StepTargets.SubstituteFault(method) is var (why, repair))
        {
            yield return Misfit(dryRun, method, why, repair, cancellationToken);
        }
        else if (!step.Named("Commits", false))
        {
            yield return new Finding(
                PolicyDiagnostics.PoliciesContradict, dryRun.LocationOf(null, cancellationToken), method.Name,
                "has a substitute for dry runs, but is not said to change anything", "write '[Step(Commits = true)]', or remove [DryRun]");
        }
    }

    private static Finding Misfit(AttributeData attribute, IMethodSymbol method, string what, string advice, CancellationToken cancellationToken)
        => new(PolicyDiagnostics.TargetDoesNotFit, attribute.LocationOf(null, cancellationToken), method.Name, what, advice);
}
