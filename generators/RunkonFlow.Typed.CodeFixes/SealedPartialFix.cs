using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0001: makes a workflow sealed and partial, and what encloses it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SealedPartialFix() : RuleFix(DiagnosticIds.WorkflowIsNotSealedPartial, "Declare it 'sealed partial'")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declared) return null;
        var around = declared.Ancestors().OfType<TypeDeclarationSyntax>().ToList();
        if (declared.Modifiers.Any(m => m.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword)) return null;
        if (around.Prepend(declared).Any(type => type.TypeParameterList is not null || type.Modifiers.Any(SyntaxKind.FileKeyword))) return null;
        return place.Root.ReplaceNodes(around.Where(type => !IsPartial(type)).Prepend(declared), (old, current) => old == declared ? Sealed(Partial(current)) : Partial(current));
    }

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type) => IsPartial(type) ? type : With(type, SyntaxKind.PartialKeyword, type.Modifiers.Count);

    private static TypeDeclarationSyntax Sealed(TypeDeclarationSyntax type)
        => type.Modifiers.Any(SyntaxKind.SealedKeyword) ? type : With(type, SyntaxKind.SealedKeyword, type.Modifiers.IndexOf(SyntaxKind.PartialKeyword));

    private static TypeDeclarationSyntax With(TypeDeclarationSyntax type, SyntaxKind keyword, int place)
    {
        var token = SyntaxFactory.Token(keyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (place > 0) return type.WithModifiers(type.Modifiers.Insert(place, token));
        // The first word of the declaration carries what stands before it.
        var first = type.Modifiers.Count > 0 ? type.Modifiers[0] : type.Keyword;
        var bare = type.ReplaceToken(first, first.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.Insert(0, token.WithLeadingTrivia(first.LeadingTrivia)));
    }
}
