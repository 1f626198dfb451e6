using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>All durable operations that a flow method names, in source order.</summary>
internal static class CallSites
{
    public static IReadOnlyList<CallSite> In(FlowContext flow)
    {
        var statements = Statements(flow);
        var sites = new List<CallSite>();
        var silent = new HashSet<SyntaxNode>();
        foreach (var node in Body(flow).DescendantNodes())
        {
            flow.CancellationToken.ThrowIfCancellationRequested();
            if (silent.Contains(node)) continue;
            if (node is InvocationExpressionSyntax call && Called(call, flow.Model) is { } called)
            {
                var site = Site(call, called, statements, flow.Model);
                sites.Add(site);
                silent.UnionWith(GroupMembers.SaidOfTheGroup(site, flow.Model));
            }
            else if (node is SimpleNameSyntax name && Referenced(name, flow.Model) is { } referenced)
                sites.Add(OfMethodGroup(name, referenced, statements, flow.Model) ?? new(name, referenced, DurableCall.KindOf(referenced)!.Value, null, CallPlace.MethodGroup(CallSite.NameOf(referenced))));
        }
        return sites;
    }

    /// <summary>The body of a flow: its block, or the arrow and what stands behind it.</summary>
    public static SyntaxNode Body(FlowContext flow) => (SyntaxNode?)flow.Syntax.Body ?? flow.Syntax.ExpressionBody ?? (SyntaxNode)flow.Syntax;

    private static CallSite Site(
        InvocationExpressionSyntax call, IMethodSymbol method, Dictionary<SyntaxNode, DurableStatement> statements, SemanticModel model)
    {
        var kind = DurableCall.KindOf(method)!.Value;
        if (!statements.TryGetValue(call, out var durable))
            return new(call, method, kind, null, CallPlace.FaultOf(call, CallSite.NameOf(method), model));
        return new(call, method, kind, durable, TargetFault.Of(durable, model) ?? ReceiverFault.Of(durable.Call, model))
        {
            IsItem = FlowSyntax.FunctionAround(call, call.SyntaxTree.GetRoot()) is not null,
        };
    }

    /// <summary>A method group is the body of a fan-out; null where it is anything else.</summary>
    private static CallSite? OfMethodGroup(SimpleNameSyntax name, IMethodSymbol method, Dictionary<SyntaxNode, DurableStatement> statements, SemanticModel model)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return statements.TryGetValue(whole, out var durable)
            ? new(whole, method, durable.Call.Kind, durable, ReceiverFault.Of(durable.Call, model)) { IsItem = true }
            : null;
    }

    private static Dictionary<SyntaxNode, DurableStatement> Statements(FlowContext flow)
    {
        var statements = new Dictionary<SyntaxNode, DurableStatement>();
        foreach (var node in FlowSyntax.OfTheFlowItself(Body(flow)))
        {
            if (node is StatementSyntax statement && DurableStatement.Recognise(statement, flow.Model) is { } durable)
                statements[durable.Call.Call] = durable;
        }
        if (flow.Syntax.ExpressionBody is { Expression: var expression }
            && FlowSyntax.Unparenthesized(expression) is AwaitExpressionSyntax awaited && DurableCall.In(awaited.Expression, flow.Model) is { } call)
        {
            statements[call.Call] = new(call, ResultUse.Returned, null, null);
        }
        foreach (var group in statements.Values.Where(s => s.Call.IsGroup).ToList())
            foreach (var operation in GroupMembers.Of(group.Call, flow.Model))
                statements[operation.Call] = new(operation, ResultUse.Ignored, null, null);
        return statements;
    }

    private static IMethodSymbol? Called(InvocationExpressionSyntax call, SemanticModel model)
        => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && DurableCall.KindOf(method) is not null ? method : null;

    /// <summary>A durable method that is named but not called: it would run as a plain method, with no engine around it.</summary>
    private static IMethodSymbol? Referenced(SimpleNameSyntax name, SemanticModel model)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole) return null;
        if (whole.Parent is MemberBindingExpressionSyntax or MemberAccessExpressionSyntax || FlowSyntax.IsInNameof(whole, model)) return null;
        return model.GetSymbolInfo(whole).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } method
            && DurableCall.KindOf(method) is not null ? method : null;
    }
}
