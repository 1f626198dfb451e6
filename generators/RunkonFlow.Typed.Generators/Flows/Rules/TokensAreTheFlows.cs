using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// An operation gets its token and its context from the engine, so a call passes the flow's own token or none: any other
/// would be silently replaced.
/// </summary>
internal sealed class TokensAreTheFlows : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var site in flow.Sites)
        {
            if (site is not { Fault: null, Durable: not null, Node: InvocationExpressionSyntax call }) continue;
            foreach (var argument in call.ArgumentList.Arguments)
                if (ParameterOf(site.Method, argument, call.ArgumentList) is { } parameter) CheckArgument(flow, site, argument, parameter);
        }
        CheckAssignments(flow);
    }

    private static void CheckArgument(FlowContext flow, CallSite site, ArgumentSyntax argument, IParameterSymbol parameter)
    {
        if (!parameter.IsEngineParameter() || IsNone(argument.Expression, flow.Model) || IsOfTheItem(argument.Expression, flow.Model)) return;
        var own = flow.Method.Parameters.FirstOrDefault(p => p.Type.IsNamed(FlowNames.CancellationToken));
        if (parameter.Type.IsNamed(FlowNames.DbTransaction))
            flow.Report(RuleIds.TokenIsNotTheFlows, argument, $"'{site.Name}' gets its transaction from the engine", $"leave '{argument}' out");
        else if (parameter.Type.IsNamed(FlowNames.StepContext))
            flow.Report(RuleIds.TokenIsNotTheFlows, argument, $"'{site.Name}' gets its StepContext from the engine", $"leave '{argument}' out");
        else if (own is null || !SymbolEqualityComparer.Default.Equals(flow.Model.GetSymbolInfo(argument.Expression).Symbol, own))
            flow.Report(RuleIds.TokenIsNotTheFlows, argument, $"'{site.Name}' gets its token from the engine, never '{argument.Expression}'",
                own is null ? "leave the argument out" : $"pass the flow's own '{own.Name}', or nothing");
    }

    /// <summary>An engine parameter that is given another value would say one thing and do another.</summary>
    private static void CheckAssignments(FlowContext flow)
    {
        foreach (var target in Writes.Targets(CallSites.Body(flow)))
        {
            if (target is IdentifierNameSyntax && flow.Model.GetSymbolInfo(target).Symbol is IParameterSymbol parameter && parameter.IsEngineParameter()
                && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, flow.Method))
            {
                flow.Report(RuleIds.TokenIsNotTheFlows, target, $"'{parameter.Name}' comes from the engine and cannot be replaced", "leave it as it is");
            }
        }
    }

    /// <summary>The body of a fan-out may take its token and its context from the lambda's own parameters, which stand for the engine's.</summary>
    private static bool IsOfTheItem(ExpressionSyntax argument, SemanticModel model)
        => model.GetSymbolInfo(argument).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter
            && parameter.IsEngineParameter();

    private static bool IsNone(ExpressionSyntax argument, SemanticModel model) => FlowSyntax.Unparenthesized(argument) switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.DefaultLiteralExpression) || literal.IsKind(SyntaxKind.NullLiteralExpression),
        DefaultExpressionSyntax => true,
        var other => model.GetSymbolInfo(other).Symbol is IPropertySymbol { Name: "None", ContainingType: var type } && type.IsNamed(FlowNames.CancellationToken),
    };

    private static IParameterSymbol? ParameterOf(IMethodSymbol method, ArgumentSyntax argument, ArgumentListSyntax list)
    {
        if (argument.NameColon is { Name.Identifier.ValueText: var name }) return method.Parameters.FirstOrDefault(p => p.Name == name);
        var index = list.Arguments.IndexOf(argument);
        return index < method.Parameters.Length ? method.Parameters[index] : null;
    }
}
