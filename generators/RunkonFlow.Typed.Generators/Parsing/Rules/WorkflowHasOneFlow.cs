using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0002: exactly one method has <c>[Flow]</c>.</summary>
internal static class WorkflowHasOneFlow
{
    public static IEnumerable<Finding> Check(INamedTypeSymbol type)
    {
        var flows = type.GetMembers().OfType<IMethodSymbol>().Where(method => method.Has(KnownNames.FlowAttribute)).ToList();
        if (flows.Count == 0)
        {
            yield return new Finding(
                DeclarationDiagnostics.WorkflowHasNotOneFlow, type.Locations[0], type.Name, "no [Flow]", "mark the one async method that is its course");
        }
        foreach (var flow in flows.Skip(1))
        {
            yield return new Finding(
                DeclarationDiagnostics.WorkflowHasNotOneFlow, flow.Locations[0], type.Name, "more than one [Flow]",
                $"keep '{flows[0].Name}', and mark '{flow.Name}' [SubFlow] if the flow calls it");
        }
    }
}
