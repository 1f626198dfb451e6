using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Shapes;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0400 and RKF0402: writes the shape of a workflow into <c>Workflows.Shipped.txt</c>, for a review to see.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RecordedShapeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ShapeHasChanged, DiagnosticIds.ShapeIsNotRecorded];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Record the shape in Workflows.Shipped.txt", token => RecordAsync(context.Document.Project, [diagnostic], token), equivalenceKey: nameof(RecordedShapeFix)),
                diagnostic);
        }
        return Task.CompletedTask;
    }

    private static async Task<Solution> RecordAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var file = project.AdditionalDocuments.FirstOrDefault(document => document.Name == ShippedShapes.FileName);
        if (file is null) return project.Solution;
        var text = (await file.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Properties["heading"], StringComparer.Ordinal))
            text = ShippedShapes.With(text, diagnostic.Properties["heading"]!, diagnostic.Properties["section"]!.Split('\n').Where(line => line.Length > 0));
        return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(text, System.Text.Encoding.UTF8));
    }

    /// <summary>All of a project are written into one file, so they are written together.</summary>
    private sealed class AllAtOnce : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var diagnostics = await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
            return CodeAction.Create("Record the shapes in Workflows.Shipped.txt", token => RecordAsync(context.Project, diagnostics, token), equivalenceKey: nameof(RecordedShapeFix));
        }
    }
}
