using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0005: has a declaration without a body return a task, and writes <c>async</c> and <c>await</c> in a flow that returns one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AsyncFlowFix() : RuleFix(DiagnosticIds.DurableMethodIsNotAsync, "Make it asynchronous")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Method is not { } method || method.ReturnType is RefTypeSyntax) return null;
        var returned = place.Model.GetTypeInfo(method.ReturnType, place.CancellationToken).Type;
        if (returned is not { Name: "Task" or "ValueTask" })
            return method is { Body: null, ExpressionBody: null } ? place.Root.ReplaceNode(method, method.WithReturnType(TaskOf(method.ReturnType))) : null;
        var hasResult = returned is INamedTypeSymbol { IsGenericType: true };
        var awaiting = method.ReplaceNodes(Returned(method, hasResult), (old, current) => Awaited(old, current, hasResult));
        return place.Root.ReplaceNode(method, awaiting.AddModifiers(SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space)));
    }

    private static TypeSyntax TaskOf(TypeSyntax type)
        => SyntaxFactory.ParseTypeName(type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? "Task" : $"Task<{type.WithoutTrivia()}>").WithTriviaFrom(type);

    /// <summary>What the method itself returns; a task without a value only where nothing could follow it.</summary>
    private static IEnumerable<SyntaxNode> Returned(MethodDeclarationSyntax method, bool hasResult)
    {
        if (method.ExpressionBody is { } arrow) return [arrow.Expression];
        var returns = method.Body!.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().Where(statement => statement.Expression is not null);
        return hasResult ? returns.Select(statement => (SyntaxNode)statement.Expression!) : returns.Where(statement => statement.Parent == method.Body);
    }

    private static SyntaxNode Awaited(SyntaxNode old, SyntaxNode current, bool hasResult)
    {
        if (current is ReturnStatementSyntax statement && !hasResult)
            return SyntaxFactory.ExpressionStatement(Await(statement.Expression!.WithoutTrivia())).WithTriviaFrom(old);
        return Await((ExpressionSyntax)current.WithoutTrivia()).WithTriviaFrom(old);
    }

    private static AwaitExpressionSyntax Await(ExpressionSyntax expression)
        => SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), expression);
}
