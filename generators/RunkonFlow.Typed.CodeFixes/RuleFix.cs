using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>The repair of one rule, within the file that breaks it. None is offered where more than one is possible.</summary>
public abstract class RuleFix : CodeFixProvider
{
    private readonly string _title;

    private protected RuleFix(string id, string title) => (FixableDiagnosticIds, _title) = ([id], title);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics)
        => await RepairedAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await RepairedAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is not { } repaired) continue;
            context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(repaired), equivalenceKey: GetType().Name), diagnostic);
        }
    }

    /// <summary>The file without the fault; null where there is no obvious repair.</summary>
    private protected abstract SyntaxNode? Repaired(FaultyPlace place);

    /// <summary>Marks a node that is new, so that it is indented.</summary>
    private protected static T New<T>(T node) where T : SyntaxNode => node.WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>
    /// The file with all of some faults repaired, one after another: what a repair names must differ from what the one before it named.
    /// Null when none could be.
    /// </summary>
    private async Task<Document?> RepairedAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root) return null;
        var marks = new Dictionary<SyntaxNode, SyntaxAnnotation>();
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
            marks[root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)] = new SyntaxAnnotation();
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys, (old, current) => current.WithAdditionalAnnotations(marks[old])));
        var isRepaired = false;
        foreach (var mark in marks.Values)
        {
            var current = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
            if (current.GetAnnotatedNodes(mark).FirstOrDefault() is not { } node || Repaired(new FaultyPlace(current, node, model, cancellationToken)) is not { } repaired) continue;
            document = document.WithSyntaxRoot(repaired);
            isRepaired = true;
        }
        return isRepaired ? document : null;
    }
}
