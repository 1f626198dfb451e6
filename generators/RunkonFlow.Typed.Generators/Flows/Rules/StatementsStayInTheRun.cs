using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A flow's own statements decide; what reaches outside of the run belongs in a step. Only what the flow itself names is seen: a method that
/// it calls is not followed. Advice, because a flow that does it all the same is compiled to what it says.
/// </summary>
internal sealed class StatementsStayInTheRun : IFlowRule
{
    private const string Pure = "RunkonFlow.Typed.PureInFlowAttribute";

    public void Check(FlowContext flow)
    {
        if (flow.IsRefused) return;
        foreach (var node in CallSites.Body(flow).DescendantNodes())
        {
            flow.CancellationToken.ThrowIfCancellationRequested();
            if (node is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or MemberAccessExpressionSyntax)
                || (node is MemberAccessExpressionSyntax && node.Parent is InvocationExpressionSyntax)
                || FlowSyntax.IsInNameof(node, flow.Model) || IsAwaitedInstead(node, flow.Model)) continue;
            if (flow.Model.GetSymbolInfo(node).Symbol is not { } symbol || (symbol is IMethodSymbol method && DurableCall.KindOf(method) is not null)) continue;
            var what = OutsideWorld.Of(symbol) ?? (node is InvocationExpressionSyntax call ? OfService(call, symbol, flow) : null);
            if (what is { } found) flow.Advise(RuleIds.StatementLeavesTheRun, node, NameOf(node), found.What, found.Advice);
        }
    }

    /// <summary>What is awaited and is no operation is an error, which says what to write.</summary>
    private static bool IsAwaitedInstead(SyntaxNode node, SemanticModel model)
        => node.AncestorsAndSelf().TakeWhile(outer => outer is not StatementSyntax).OfType<AwaitExpressionSyntax>()
            .Any(awaited => DurableCall.In(awaited.Expression, model) is null);

    private static (string, string)? OfService(InvocationExpressionSyntax call, ISymbol called, FlowContext flow)
    {
        if (ServiceOf(call, flow) is not { } service || IsHarmless(TypeOf(service))) return null;
        if (new[] { called.OriginalDefinition, called.ContainingType, TypeOf(service), service }.Any(s => s?.Attribute(Pure) is not null)) return null;
        return ($"calls '{service.Name}' directly", "mark the method [Step] and await it, or [PureInFlow] if calling it again is harmless");
    }

    /// <summary>The constructor parameter, field or property of the workflow on which a call is made.</summary>
    private static ISymbol? ServiceOf(InvocationExpressionSyntax call, FlowContext flow)
    {
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        while (receiver is not null)
        {
            receiver = FlowSyntax.Unparenthesized(receiver);
            switch (flow.Model.GetSymbolInfo(receiver).Symbol)
            {
                case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter:
                    return parameter;
                case IFieldSymbol { IsStatic: false } field when IsOwn(field, flow):
                    return field;
                case IPropertySymbol { IsStatic: false } property when IsOwn(property, flow):
                    return property;
            }
            receiver = (receiver as MemberAccessExpressionSyntax)?.Expression;
        }
        return null;
    }

    private static bool IsOwn(ISymbol? member, FlowContext flow) => SymbolEqualityComparer.Default.Equals(member?.ContainingType, flow.Method.ContainingType);

    private static ITypeSymbol? TypeOf(ISymbol service) => service switch
    {
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>Values, collections, clocks, loggers and options; what is wrong with another workflow's handle is said elsewhere.</summary>
    private static bool IsHarmless(ITypeSymbol? type)
        => type is null or { TypeKind: not (TypeKind.Class or TypeKind.Interface) } || ChildHandle.IsWorkflow(type)
            || type.ContainingNamespace.ToDisplayString() is "System" or "Microsoft.Extensions.Logging" or "Microsoft.Extensions.Options" or "System.Globalization"
            || type.ContainingNamespace.ToDisplayString() is var space && (space.StartsWith("System.Collections", StringComparison.Ordinal)
                || space.StartsWith("System.Text", StringComparison.Ordinal));

    private static string NameOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => NameOf(access),
        InvocationExpressionSyntax call => call.Expression.ToString(),
        MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or PredefinedTypeSyntax } access => access.ToString(),
        MemberAccessExpressionSyntax access => access.Name.ToString(),
        ObjectCreationExpressionSyntax creation => $"new {creation.Type}",
        _ => "new",
    };
}
