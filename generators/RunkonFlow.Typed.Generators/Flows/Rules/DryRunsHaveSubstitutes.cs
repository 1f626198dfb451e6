using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Where a workflow is meant for dry runs, which it says by one substitute, each step that changes the world outside and whose
/// result is used has one: a dry run could not go on from there. Elsewhere a dry run fails at such a step.
/// </summary>
internal sealed class DryRunsHaveSubstitutes : IFlowRule
{
    public void Check(FlowContext flow)
    {
        var isMeant = flow.Method.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(StepTargets.NamesSubstitute)
            || flow.Sites.Any(site => StepTargets.NamesSubstitute(site.Method));
        if (!isMeant) return;
        foreach (var site in flow.Sites)
        {
            if (site is not { Kind: DurableKind.Step, Fault: null, Durable: { Use: not ResultUse.Ignored } } || StepTargets.NamesSubstitute(site.Method)) continue;
            if (site.Method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } && PolicyParser.Parse(site.Method).Commits)
                flow.Report(RuleIds.CommitHasNoSubstitute, site.Node, site.Name);
        }
    }
}
