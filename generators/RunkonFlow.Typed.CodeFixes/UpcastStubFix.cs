using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>
/// RKF0401, where a value is of another type now: writes an upcast into the workflow. Where C# converts by itself it is done with that;
/// otherwise the user says how.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UpcastStubFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ShippedNodeHasChanged];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics) => await WithStubsAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(IsRetyped))
        {
            context.RegisterCodeFix(
                CodeAction.Create("Write an [Upcast] from the old type", token => WithStubsAsync(context.Document, [diagnostic], token), equivalenceKey: nameof(UpcastStubFix)),
                diagnostic);
        }
        return Task.CompletedTask;
    }

    private static bool IsRetyped(Diagnostic diagnostic) => diagnostic.Properties.ContainsKey("old");

    private static async Task<Document> WithStubsAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var stubs = diagnostics.Where(IsRetyped).GroupBy(d => root.FindNode(d.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .Where(group => group.Key is not null)
            .ToDictionary(group => group.Key!, group => Stubs(group.Key!, group.Select(d => (d.Properties["old"]!, d.Properties["new"]!)).Distinct(), model));
        return document.WithSyntaxRoot(root.ReplaceNodes(stubs.Keys, (old, current) => current.AddMembers(stubs[old])));
    }

    private static MemberDeclarationSyntax[] Stubs(TypeDeclarationSyntax type, IEnumerable<(string Old, string New)> pairs, SemanticModel model)
    {
        var taken = new HashSet<string>(type.Members.OfType<MethodDeclarationSyntax>().Select(method => method.Identifier.ValueText), StringComparer.Ordinal);
        return [.. pairs.Select(pair => Stub(pair.Old, pair.New, Unique(taken), Converts(pair.Old, pair.New, type.OpenBraceToken.Span.End, model)))];
    }

    private static string Unique(HashSet<string> taken)
    {
        var name = "Upcast";
        for (var n = 2; !taken.Add(name); n++) name = "Upcast" + n.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static bool Converts(string old, string now, int position, SemanticModel model)
        => TypeAt(old, position, model) is { } from && TypeAt(now, position, model) is { } to && model.Compilation.ClassifyCommonConversion(from, to) is { Exists: true, IsImplicit: true };

    private static ITypeSymbol? TypeAt(string type, int position, SemanticModel model)
        => model.GetSpeculativeTypeInfo(position, SyntaxFactory.ParseTypeName(type), SpeculativeBindingOption.BindAsTypeOrNamespace).Type is { TypeKind: not TypeKind.Error } known ? known : null;

    private static MemberDeclarationSyntax Stub(string old, string now, string name, bool converts)
        => SyntaxFactory.ParseMemberDeclaration($"\n\n[Upcast]\nprivate static {now} {name}({old} old) => {(converts ? "old" : "throw new System.NotImplementedException()")};\n")!
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
}
