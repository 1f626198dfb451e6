using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0202: lists a type on the JSON context of its workflow. All of them change one class, so they are added one after another.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PayloadListedFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.PayloadIsNotListed];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics)
        => (await ListedAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false))?.GetDocument(document.Id));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create("List the type on the JSON context",
                    async token => await ListedAsync(context.Document, [diagnostic], token).ConfigureAwait(false) ?? context.Document.Project.Solution,
                    equivalenceKey: nameof(PayloadListedFix)),
                diagnostic);
        }
        return Task.CompletedTask;
    }

    private static async Task<Solution?> ListedAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation) return null;
        var solution = document.Project.Solution;
        // The analyzer says which type and which context.
        foreach (var context in diagnostics.Where(d => d.Properties.ContainsKey("context")).GroupBy(d => d.Properties["context"]!))
        {
            if (compilation.GetTypeByMetadataName(context.Key)?.DeclaringSyntaxReferences is not [var reference, ..]) continue;
            if (solution.GetDocument(reference.SyntaxTree) is not { } file || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not ClassDeclarationSyntax declared) continue;
            var root = await file.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            var types = context.Select(d => d.Properties["type"]!).Distinct().OrderBy(type => type, StringComparer.Ordinal);
            solution = solution.WithDocumentSyntaxRoot(file.Id, root!.ReplaceNode(declared, types.Aggregate(declared, With)));
        }
        return solution;
    }

    private static ClassDeclarationSyntax With(ClassDeclarationSyntax declared, string type)
    {
        var lead = declared.GetLeadingTrivia();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("System.Text.Json.Serialization.JsonSerializable"),
            SyntaxFactory.ParseAttributeArgumentList($"(typeof({type}))")))).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        if (declared.AttributeLists.Count > 0) return declared.AddAttributeLists(list.WithLeadingTrivia(declared.AttributeLists.Last().GetLeadingTrivia().Where(t => t.IsKind(SyntaxKind.WhitespaceTrivia))));
        return declared.WithoutLeadingTrivia().AddAttributeLists(list.WithLeadingTrivia(lead));
    }
}
