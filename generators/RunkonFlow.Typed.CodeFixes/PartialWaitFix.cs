using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>
/// RKF0007: makes a gate or signal partial, and has it return a <c>ValueTask</c> where it returns a <c>Task</c> of the same. A body goes only
/// where it does nothing but throw, and what else a gate could return only the user can say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PartialWaitFix() : RuleFix(DiagnosticIds.WaitIsDeclaredWrongly, "Declare it 'partial' without a body")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Method is not { TypeParameterList: null } method || !DoesNothing(method)) return null;
        if (place.Model.GetTypeInfo(method.ReturnType, place.CancellationToken).Type is not INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ } value] }) return null;
        var isGate = place.Model.GetDeclaredSymbol(method, place.CancellationToken)?.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GateAttribute") == true;
        if (isGate && value.Name != "Decision") return null;
        var isPartial = method.Modifiers.Any(SyntaxKind.PartialKeyword);
        var returnsTask = method.ReturnType is GenericNameSyntax { Identifier.ValueText: "Task" };
        // One that is both already has a fault of another kind.
        if (isPartial && !returnsTask) return null;
        var result = returnsTask
            ? ((GenericNameSyntax)method.ReturnType).WithIdentifier(SyntaxFactory.Identifier("ValueTask").WithTriviaFrom(((GenericNameSyntax)method.ReturnType).Identifier))
            : method.ReturnType;
        var declared = method.WithReturnType(result).WithModifiers(Modifiers(method)).WithBody(null).WithExpressionBody(null);
        return place.Root.ReplaceNode(method, declared
            .WithParameterList(declared.ParameterList.WithoutTrailingTrivia())
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(method.GetTrailingTrivia())));
    }

    private static bool DoesNothing(MethodDeclarationSyntax method) => method switch
    {
        { ExpressionBody.Expression: { } expression } => expression is ThrowExpressionSyntax,
        { Body: { } body } => body.Statements is [ThrowStatementSyntax],
        _ => true,
    };

    private static SyntaxTokenList Modifiers(MethodDeclarationSyntax method)
    {
        var kept = method.Modifiers.Where(token => token.Kind() is not (SyntaxKind.AsyncKeyword or SyntaxKind.PartialKeyword)).ToList();
        // Without an access modifier a partial method may return nothing.
        if (!kept.Any(token => token.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword))
            kept.Insert(0, SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        return SyntaxFactory.TokenList(kept.Append(SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space)));
    }
}
