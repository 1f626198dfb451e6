using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Whether a statement without durable operation can stand in a segment.</summary>
internal static class PlainStatement
{
    public static bool IsSupported(StatementSyntax statement, FlowContext flow)
    {
        var found = flow.Findings.Count;
        foreach (var node in statement.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            switch (node)
            {
                case AwaitExpressionSyntax awaited:
                    flow.Report(RuleIds.AwaitedCallIsNotDurable, awaited, CalleeOf(awaited.Expression));
                    break;
                case CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }:
                case UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }:
                case LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }:
                    flow.Report(RuleIds.StatementNotSupportedAroundOperation, node, "await");
                    break;
                case GotoStatementSyntax jump when !StaysInside(jump, statement, flow.Model):
                    flow.Report(RuleIds.StatementNotSupportedAroundOperation, jump, "goto");
                    break;
                case LabeledStatementSyntax label when label == statement:
                    flow.Report(RuleIds.StatementNotSupportedAroundOperation, label, "label");
                    break;
                case YieldStatementSyntax:
                    flow.Report(RuleIds.StatementNotSupportedAroundOperation, node, "yield");
                    break;
                case LocalDeclarationStatementSyntax { Declaration.Type: RefTypeSyntax } local when local == statement:
                    flow.Report(RuleIds.StatementNotSupportedAroundOperation, local, "ref");
                    break;
            }
        }
        return flow.Findings.Count == found;
    }

    private static bool StaysInside(GotoStatementSyntax jump, StatementSyntax statement, SemanticModel model)
    {
        if (!jump.IsKind(SyntaxKind.GotoStatement))
            return jump.Ancestors().FirstOrDefault(a => a is SwitchStatementSyntax) is { } target && statement.Contains(target);
        return model.GetSymbolInfo(jump.Expression!).Symbol is ILabelSymbol { DeclaringSyntaxReferences: [var label] }
            && statement.FullSpan.Contains(label.Span) && label.GetSyntax() != statement;
    }

    private static string CalleeOf(ExpressionSyntax expression)
        => expression is InvocationExpressionSyntax call ? call.Expression.ToString() : expression.ToString();
}
