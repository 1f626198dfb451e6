using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>Assignments in their every form: <c>=</c>, <c>+=</c>, <c>++</c>, deconstruction, <c>ref</c> and <c>out</c>.</summary>
internal static class Writes
{
    /// <summary>Whether a variable may get another value in a piece of text, lambdas included.</summary>
    public static bool To(ISymbol variable, SyntaxNode node, SemanticModel model)
    {
        foreach (var target in Targets(node))
            if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target).Symbol, variable)) return true;
        return false;
    }

    /// <summary>The expressions that are assigned in a piece of text.</summary>
    public static IEnumerable<ExpressionSyntax> Targets(SyntaxNode node) => node.DescendantNodesAndSelf().SelectMany(TargetsOf);

    private static IEnumerable<ExpressionSyntax> TargetsOf(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => Elements(assignment.Left),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix => [prefix.Operand],
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } postfix => [postfix.Operand],
        ArgumentSyntax argument when argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)
            => Elements(argument.Expression),
        RefExpressionSyntax reference => [reference.Expression],
        ForEachVariableStatementSyntax each => Elements(each.Variable),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax target) => FlowSyntax.Unparenthesized(target) switch
    {
        TupleExpressionSyntax tuple => tuple.Arguments.SelectMany(argument => Elements(argument.Expression)),
        DeclarationExpressionSyntax => [],
        var single => [single],
    };
}
