using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>A child run is begun by the other workflow's typed start, so that start exists and can be named here.</summary>
internal sealed class ChildrenCanBeStarted : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var site in flow.Sites)
        {
            if (site is not { Kind: DurableKind.Child, Fault: null, Durable: not null }) continue;
            var child = site.Method.ContainingType;
            // A flow that calls itself recurs, and what is wrong with the other workflow is said there.
            if (SymbolEqualityComparer.Default.Equals(child, flow.Method.ContainingType)) continue;
            if (child.Locations.Any(location => location.IsInSource) && WorkflowParser.Parse(child, flow.CancellationToken).Model is not { IsValid: true })
                flow.RefuseElsewhere();
            else if (!HasStart(child, site.Method, flow))
                flow.Report(RuleIds.OperationInUnsupportedPlace, site.Node, site.Name, $"a flow that cannot name '{child.Name}.Start(…)'",
                    "make the types of its parameters and its result as visible as the workflow");
        }
    }

    private static bool HasStart(INamedTypeSymbol child, IMethodSymbol entry, FlowContext flow)
    {
        var starts = child.GetMembers("Start").OfType<IMethodSymbol>().ToList();
        // In this compilation it may be emitted only now.
        return starts.Count == 0
            ? child.Locations.Any(location => location.IsInSource) && FlowReader.Read(child, entry, flow.CancellationToken) is { Accessibility: not "private" }
            : starts.Any(start => flow.Model.Compilation.IsSymbolAccessibleWithin(start, flow.Method.ContainingType));
    }
}
