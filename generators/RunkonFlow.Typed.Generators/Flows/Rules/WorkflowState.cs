using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>Writes to what the workflow's instance or class holds. Nothing of it is stored: the next activation is a new instance.</summary>
internal static class WorkflowState
{
    /// <summary>The assigned expressions of a method that are fields, properties or constructor parameters of its class.</summary>
    public static IEnumerable<(ExpressionSyntax Target, ISymbol Member)> WrittenIn(SyntaxNode method, INamedTypeSymbol workflow, SemanticModel model)
    {
        foreach (var target in Writes.Targets(method))
        {
            // An operation that is assigned to a member is an error of its own.
            if (target.Parent is AssignmentExpressionSyntax { Right: AwaitExpressionSyntax awaited } && DurableCall.In(awaited.Expression, model) is not null) continue;
            if (MemberOf(target, workflow, model) is { } member) yield return (target, member);
        }
    }

    private static ISymbol? MemberOf(ExpressionSyntax target, INamedTypeSymbol workflow, SemanticModel model)
    {
        while (FlowSyntax.Unparenthesized(target) is ElementAccessExpressionSyntax element) target = element.Expression;
        var symbol = model.GetSymbolInfo(target).Symbol;
        return symbol switch
        {
            IFieldSymbol or IPropertySymbol => IsOf(workflow, symbol.ContainingType) && (symbol.IsStatic || IsOnThis(target)) ? symbol : null,
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => symbol,
            _ => null,
        };
    }

    private static bool IsOnThis(ExpressionSyntax target)
        => FlowSyntax.Unparenthesized(target) is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax };

    private static bool IsOf(INamedTypeSymbol workflow, INamedTypeSymbol container)
    {
        for (var type = workflow; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, container.OriginalDefinition)) return true;
        return false;
    }
}
