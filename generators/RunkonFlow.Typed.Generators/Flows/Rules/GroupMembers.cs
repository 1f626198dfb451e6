using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>The operations that a parallel, a race or a fan-out runs.</summary>
internal static class GroupMembers
{
    /// <summary>The calls that stand where a group wants them.</summary>
    public static IEnumerable<DurableCall> Of(DurableCall group, SemanticModel model)
    {
        if (group.Kind == DurableKind.FanOut)
            return ItemBody.Of(group, model)?.Call is { } item ? [item] : [];
        return BranchCall.Of(group, model).Select(branch => branch.Call).OfType<DurableCall>().Where(call => !call.IsGroup);
    }

    /// <summary>Durable calls inside a group whose place is judged with the group, or with its branch: they are not judged by themselves.</summary>
    public static IEnumerable<SyntaxNode> SaidOfTheGroup(CallSite site, SemanticModel model)
    {
        if (site.Kind is not (DurableKind.Parallel or DurableKind.Race or DurableKind.FanOut) || site.Node is not InvocationExpressionSyntax call)
            return [];
        var group = new DurableCall(site.Kind, call, site.Method, null);
        var wholes = group.Kind == DurableKind.FanOut
            ? ItemBody.Of(group, model) is { } body && (site.Fault is not null || body.Call is null) ? [body.Whole] : Enumerable.Empty<ExpressionSyntax>()
            : BranchCall.Of(group, model).Where(branch => site.Fault is not null || branch.Call is not { IsGroup: false }).Select(branch => branch.Whole);
        return wholes.SelectMany(whole => whole.DescendantNodesAndSelf());
    }
}
