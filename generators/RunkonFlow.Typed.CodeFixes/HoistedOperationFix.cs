using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>
/// RKF0101: awaits an operation into a local before the statement in which it stands. Not where it may not happen, or happens again: behind
/// a condition, in a loop's head, in a lambda.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HoistedOperationFix() : RuleFix(RuleIds.OperationInUnsupportedPlace, "Await it into a local before")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Node.AncestorsAndSelf().TakeWhile(node => node is not StatementSyntax).OfType<AwaitExpressionSyntax>().FirstOrDefault() is not { } awaited) return null;
        if (DurableCall.In(awaited.Expression, place.Model) is not { Method: { } method } || method.ReturnType is not INamedTypeSymbol { IsGenericType: true }) return null;
        if (awaited.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or SwitchSectionSyntax } statement) return null;
        if (statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or IfStatementSyntax
            or SwitchStatementSyntax or CommonForEachStatementSyntax)) return null;
        if (awaited.Ancestors().TakeWhile(node => node != statement).Any(MayBeSkipped)) return null;

        var name = FreeName(awaited, place);
        var line = statement.GetLeadingTrivia();
        var hoisted = SyntaxFactory.ParseStatement($"var {name} = {awaited.WithoutTrivia()};").WithLeadingTrivia(line).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        SyntaxNode whole = awaited;
        while (whole.Parent is ParenthesizedExpressionSyntax around) whole = around;
        var rest = statement.ReplaceNode(whole, SyntaxFactory.IdentifierName(name).WithTriviaFrom(whole)).WithLeadingTrivia(line.Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        return place.Root.ReplaceNode(statement, new SyntaxNode[] { New(hoisted), rest });
    }

    private static bool MayBeSkipped(SyntaxNode node)
        => node is ConditionalExpressionSyntax or SwitchExpressionSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or QueryExpressionSyntax
            or ConditionalAccessExpressionSyntax
            || (node is BinaryExpressionSyntax binary && binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression)
            || (node is AssignmentExpressionSyntax assignment && assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression));

    private static string FreeName(AwaitExpressionSyntax awaited, FaultyPlace place)
    {
        var method = awaited.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        var taken = new HashSet<string>(place.Model.LookupSymbols(awaited.SpanStart).Select(symbol => symbol.Name)
            .Concat(method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)), StringComparer.Ordinal);
        var name = "result";
        for (var n = 2; !taken.Add(name); n++) name = $"result{n}";
        return name;
    }
}
