using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>Finds the durable method that a diagnostic of another analyzer is about.</summary>
internal static class DurableMethods
{
    /// <summary>The method around a diagnostic; null when it is about something else.</summary>
    public static IMethodSymbol? Around(Diagnostic diagnostic, SuppressionAnalysisContext context, Func<IMethodSymbol, bool> isOurs)
    {
        if (diagnostic.Location.SourceTree is not { } tree) return null;
        var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var method = node.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return method is not null
            && context.GetSemanticModel(tree).GetDeclaredSymbol(method, context.CancellationToken) is { } symbol
            && isOurs(symbol) ? symbol : null;
    }
}
