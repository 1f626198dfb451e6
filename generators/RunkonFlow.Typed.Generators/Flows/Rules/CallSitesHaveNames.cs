using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Each call site of a flow has an id of its own: the operation's, or the one that <c>Flow.As</c> gives. Numbers would let an
/// inserted call take the place of another in runs that are under way.
/// </summary>
internal sealed class CallSitesHaveNames : IFlowRule
{
    public void Check(FlowContext flow)
    {
        var taken = new Dictionary<string, CallSite>(StringComparer.Ordinal);
        foreach (var site in flow.Sites)
        {
            if (site is not { Fault: null, Durable.Call: var call }) continue;
            if (!CheckName(flow, site, call) || site.IsItem) continue;
            if (!taken.TryGetValue(call.SiteId, out var first)) taken.Add(call.SiteId, site);
            else if (call.Name is { } name) Report(flow, NameArgument(call, flow.Model) ?? site.Node, $"The name '{name}' already stands for '{first.Name}' in '{flow.Method.Name}'",
                "give each call site a name of its own");
            else Report(flow, site.Node, Second(site, first, flow), $"name this one, 'await Flow.As(\"…\", {site.Name}(…));'");
        }
    }

    private static string Second(CallSite site, CallSite first, FlowContext flow)
        => SymbolEqualityComparer.Default.Equals(site.Method.OriginalDefinition, first.Method.OriginalDefinition)
            || (first.Method.IsFlowMember(first.Method.Name) && site.Method.IsFlowMember(first.Method.Name))
            ? $"This is the second call of '{site.Name}' in '{flow.Method.Name}'"
            : $"'{site.Name}' has the id '{site.Durable!.Call.SiteId}', which already stands for '{first.Name}' in '{flow.Method.Name}'";

    private static bool CheckName(FlowContext flow, CallSite site, DurableCall call)
    {
        if (call.Name is not { } name) return true;
        if (NameArgument(call, flow.Model) is { } argument)
        {
            if (flow.Model.GetConstantValue(argument) is not { HasValue: true, Value: string })
                return Report(flow, argument, $"The name of '{site.Name}' is computed", "a name is a constant, \"lower-case-with-hyphens\"");
            if (!IsId(name))
                return Report(flow, argument, $"The name '{name}' of '{site.Name}' is not an id", "write it in lower-case letters, digits and hyphens");
        }
        if (FormerArgument(call, flow.Model) is { } former && !CheckFormer(flow, site, call, former)) return false;
        if (Names(call, flow.Model) is [_, var inner, ..])
            return Report(flow, inner, $"'{site.Name}' has two names, and '{flow.Model.GetConstantValue(inner)}' would be lost", "keep one Flow.As");
        return true;
    }

    private static bool CheckFormer(FlowContext flow, CallSite site, DurableCall call, ExpressionSyntax argument)
    {
        if (flow.Model.GetConstantValue(argument) is not { HasValue: true, Value: string former })
            return Report(flow, argument, $"The former name of '{site.Name}' is computed", "a name is a constant, \"lower-case-with-hyphens\"");
        if (!IsId(former))
            return Report(flow, argument, $"The former name '{former}' of '{site.Name}' is not an id", "write it as it was shipped, in lower-case letters, digits and hyphens");
        var other = former == call.SiteId ? site : flow.Sites.FirstOrDefault(one => one != site && one is { IsItem: false, Durable.Call: var called } && called.SiteId == former);
        return other is null
            || Report(flow, argument, $"The former name '{former}' of '{site.Name}' stands for '{other.Name}' in '{flow.Method.Name}'", "a former name is one that no call site has any more");
    }

    private static bool Report(FlowContext flow, SyntaxNode node, string what, string advice)
    {
        flow.Report(RuleIds.SecondCallSiteNeedsName, node, what, advice);
        return false;
    }

    private static bool IsId(string name)
        => name.Length > 0 && name[0] != '-' && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    private static ExpressionSyntax? NameArgument(DurableCall call, SemanticModel model) => Names(call, model).FirstOrDefault();

    private static ExpressionSyntax? FormerArgument(DurableCall call, SemanticModel model)
        => Wrappers(call, model) is [{ ArgumentList.Arguments: [_, _, var former] }, ..] ? former.Expression : null;

    private static bool IsGroup(SyntaxNode node, SemanticModel model)
        => node is InvocationExpressionSyntax outer && model.GetSymbolInfo(outer).Symbol is IMethodSymbol method && DurableCall.KindOf(method) is not null;

    /// <summary>The names around a call, the outermost first.</summary>
    private static List<ExpressionSyntax> Names(DurableCall call, SemanticModel model)
        => [.. Wrappers(call, model).Select(static outer => outer.ArgumentList.Arguments[0].Expression)];

    private static List<InvocationExpressionSyntax> Wrappers(DurableCall call, SemanticModel model)
        => [.. call.Call.Ancestors().TakeWhile(node => node is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax && !IsGroup(node, model))
            .OfType<InvocationExpressionSyntax>()
            .Where(outer => model.GetSymbolInfo(outer).Symbol.IsFlowMember("As"))
            .Reverse()];
}
