using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>Questions about the text of a flow.</summary>
internal static class FlowSyntax
{
    /// <summary>The nodes below one, without what stands in lambdas and local functions.</summary>
    public static IEnumerable<SyntaxNode> OfTheFlowItself(SyntaxNode node)
        => node.DescendantNodesAndSelf(inner => inner == node || !IsFunction(inner));

    public static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

    public static bool IsLoop(SyntaxNode node)
        => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>Whether a node stands inside a lambda or local function of the flow.</summary>
    public static SyntaxNode? FunctionAround(SyntaxNode node, SyntaxNode method)
    {
        for (var outer = node.Parent; outer is not null && outer != method; outer = outer.Parent)
            if (IsFunction(outer)) return outer;
        return null;
    }

    public static ExpressionSyntax Unparenthesized(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        return expression;
    }

    public static bool IsInNameof(SyntaxNode node, SemanticModel model)
        => node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call
            && model.GetSymbolInfo(call).Symbol is null;

    /// <summary>The local or parameter that an expression is, or starts from: <c>x</c>, <c>x.A</c>, <c>x[0].B</c>.</summary>
    public static ISymbol? Root(ExpressionSyntax expression, SemanticModel model)
    {
        while (true)
        {
            switch (Unparenthesized(expression))
            {
                case MemberAccessExpressionSyntax access: expression = access.Expression; continue;
                case ElementAccessExpressionSyntax element: expression = element.Expression; continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed: expression = suppressed.Operand; continue;
                case IdentifierNameSyntax name: return model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol ? model.GetSymbolInfo(name).Symbol : null;
                default: return null;
            }
        }
    }
}
