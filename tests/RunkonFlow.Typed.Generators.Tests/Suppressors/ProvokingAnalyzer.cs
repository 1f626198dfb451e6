using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Tests.Suppressors;

/// <summary>Reports the suppressed ids at every place where the stock analyzers could report them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProvokingAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] OnMethods = ["CA1068", "CA1822", "IDE0051"];
    private static readonly string[] OnAwaits = ["CA2007", "CA2016"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. OnMethods.Concat(OnAwaits).Select(id => new DiagnosticDescriptor(id, id, id, "Stock", DiagnosticSeverity.Warning, isEnabledByDefault: true))];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(OnMethod, SyntaxKind.MethodDeclaration);
        context.RegisterSyntaxNodeAction(OnAwait, SyntaxKind.AwaitExpression);
    }

    private void OnMethod(SyntaxNodeAnalysisContext context)
    {
        var identifier = ((MethodDeclarationSyntax)context.Node).Identifier;
        foreach (var descriptor in SupportedDiagnostics.Where(d => OnMethods.Contains(d.Id)))
            context.ReportDiagnostic(Diagnostic.Create(descriptor, identifier.GetLocation()));
    }

    private void OnAwait(SyntaxNodeAnalysisContext context)
    {
        foreach (var descriptor in SupportedDiagnostics.Where(d => OnAwaits.Contains(d.Id)))
            context.ReportDiagnostic(Diagnostic.Create(descriptor, ((AwaitExpressionSyntax)context.Node).Expression.GetLocation()));
    }
}
