using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Two branches do not write one local, and the lambda of a fan-out writes none of the flow: which write comes last is nothing that a
/// reader of side by side calls can see.
/// </summary>
internal sealed class BranchesWriteNoLocal : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var site in flow.Sites)
        {
            if (site is not { Fault: null, Durable.Call: { IsGroup: true } group }) continue;
            if (group.Kind == DurableKind.FanOut)
                CheckItem(flow, group, site.Name);
            else
                CheckBranches(flow, group);
        }
    }

    private static void CheckBranches(FlowContext flow, DurableCall group)
    {
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var branch in BranchCall.Of(group, flow.Model))
        {
            var own = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var target in Writes.Targets(branch.Whole))
            {
                if (VariableOf(target, flow) is not { } variable || !own.Add(variable) || written.Add(variable)) continue;
                flow.Report(RuleIds.BranchesWriteOneLocal, target, $"'{variable.Name}' is written by two branches", "compute both arguments in statements before, into two locals");
            }
        }
    }

    private static void CheckItem(FlowContext flow, DurableCall group, string name)
    {
        if (ItemBody.Of(group, flow.Model) is not { Lambda: { } lambda }) return;
        foreach (var target in Writes.Targets(lambda.Body))
        {
            if (VariableOf(target, flow) is not { } variable || lambda.Span.Contains(variable.Locations[0].SourceSpan)) continue;
            flow.Report(RuleIds.BranchesWriteOneLocal, target, $"'{variable.Name}' is written for every item of '{name}'", "return what an item gives, and go over the outcomes");
            return;
        }
    }

    private static ISymbol? VariableOf(Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax target, FlowContext flow)
        => FlowSyntax.Root(target, flow.Model);
}
