using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0103: bounds a loop by <c>Flow.Loop</c>. The number of rounds is a first guess for the user to judge.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BoundedLoopFix() : RuleFix(RuleIds.LoopHasNoBound, "Bound it with 'Flow.Loop(…, max: 100)'")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Node is not StatementSyntax loop) return null;
        var condition = loop switch
        {
            WhileStatementSyntax s => s.Condition,
            DoStatementSyntax s => s.Condition,
            ForStatementSyntax s => s.Condition,
            _ => null,
        };
        // One that stands somewhere in the condition is to become the whole of it, which only the user can say.
        if (condition?.DescendantNodesAndSelf().Any(node => place.IsFlowMember(node, "Loop")) == true) return null;
        var bounded = SyntaxFactory.ParseExpression($"Flow.Loop({condition?.WithoutTrivia().ToString() ?? "true"}, max: 100)");
        return loop switch
        {
            WhileStatementSyntax s => place.Root.ReplaceNode(s.Condition, bounded.WithTriviaFrom(s.Condition)),
            DoStatementSyntax s => place.Root.ReplaceNode(s.Condition, bounded.WithTriviaFrom(s.Condition)),
            ForStatementSyntax { Condition: { } given } => place.Root.ReplaceNode(given, bounded.WithTriviaFrom(given)),
            ForStatementSyntax s => place.Root.ReplaceNode(s, s.WithCondition(bounded.WithLeadingTrivia(SyntaxFactory.Space))),
            _ => null,
        };
    }
}
